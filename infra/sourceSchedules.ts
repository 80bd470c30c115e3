import type { Node } from 'constructs';

/** When a source is asked. */
export interface SourceSchedule {
  /** Name of a declaration; docs/sources.md lists those that ship. */
  readonly source: string;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly expression: string;
}

const SCHEDULE = /^([a-z][a-z0-9-]{1,39})=((?:rate|cron)\([^();]+\))$/;

/**
 * Sources that are switched on, from the context: `-c sources="kobis-daily=cron(30 22 * * ? *);weibo-hot=rate(15 minutes)"`.
 * None by default: most need a key or an agreement.
 * @throws RangeError for anything else, and for a source that stands there twice
 */
export function readSourceSchedules(node: Node): readonly SourceSchedule[] {
  const text = node.tryGetContext('sources')?.toString() ?? '';
  const schedules = text
    .split(';')
    .map((entry: string) => entry.trim())
    .filter((entry: string) => entry !== '')
    .map((entry: string): SourceSchedule => {
      const [, source, expression] = SCHEDULE.exec(entry) ?? [];
      if (source === undefined || expression === undefined) {
        throw new RangeError(`context sources must be name=rate(…) or name=cron(…), separated by ";", got ${entry}`);
      }
      return { source, expression };
    });
  const names = schedules.map(({ source }: SourceSchedule) => source);
  if (new Set(names).size !== names.length) throw new RangeError('context sources names a source twice');
  return schedules;
}
