import { FEATURES } from './catalogue.ts';
import { SEQUENCE_CHANNELS, SEQUENCE_GROUPS, type SequenceGroup } from './sequenceChannels.ts';

/**
 * Which kind of input the columns of a group of the catalogue are; columns of any other group are facts. `undefined` marks
 * groups that the sequence tells day by day, so that they are not joined to it. Presale and attention are joined all the
 * same: where a film stands among others at the same time before release is not in its own days.
 */
const GROUP_OF: Readonly<Record<string, SequenceGroup | undefined>> = {
  calendar: 'calendar',
  calendarRun: 'calendar',
  theatres: 'screens',
  presale: 'presale',
  attention: 'attention',
  conversion: 'attention',
  previews: undefined,
  ownDays: undefined,
  screens: undefined,
};

/** Columns of {@link FEATURES} by kind; -1 where a column is not joined. */
function groupOf({ group, name }: { readonly group: string; readonly name: string }): number {
  if (name.startsWith('clean_') || name === 'run_left_own') return -1; // made of the film's own days
  const kind = group in GROUP_OF ? GROUP_OF[group] : 'facts';
  return kind === undefined ? -1 : GROUP_NAMES.indexOf(kind);
}

/** In the order of {@link SEQUENCE_GROUPS}. */
export const GROUP_NAMES = Object.keys(SEQUENCE_GROUPS) as readonly SequenceGroup[];

/** Which kind of input each column of the catalogue is, by its number among {@link GROUP_NAMES}; -1 = not joined. */
export const STATIC_GROUPS: Int8Array = Int8Array.from(FEATURES, groupOf);

/** Which kind of input each channel is; -1 for the position, which is never hidden. */
export const CHANNEL_GROUPS: Int8Array = Int8Array.from(SEQUENCE_CHANNELS, ({ group }) =>
  group === 'position' ? -1 : GROUP_NAMES.indexOf(group),
);
