import { defineGroup } from '../featureGroup.ts';

/** The film's own takings so far. */
export const OWN_DAYS = defineGroup('ownDays', (subject) => subject, {
  banked_log: {
    unit: 'ln currency units',
    source: 'daily.csv gross',
    knownFrom: -7,
    en: 'Money so far, previews included',
    zh: '累计票房(含点映)',
    value: (s) => Math.log(s.banked),
  },
});
