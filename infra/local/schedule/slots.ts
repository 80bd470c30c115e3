import { Cron } from 'croner';

/** The moments that a schedule names, in milliseconds since the epoch. */
export interface Slots {
  /** The first slot after a moment; undefined when there is none any more. */
  next(after: number): number | undefined;
  /** The last slot up to and including a moment; undefined when there was none. */
  latest(upTo: number): number | undefined;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads an expression of EventBridge: `rate(5 minutes)`, `cron(10 3 * * ? *)` or `at(2026-01-31T08:00:00)`. Slots of a
 * rate are counted from 1970, so that every start finds the same ones.
 * @param timeZone IANA name; cron and at are read in its local time
 * @throws RangeError for what is none of these
 */
export function readSlots(expression: string, timeZone = 'UTC'): Slots {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return everyPeriod(argument, expression);
  if (kind === 'cron') return byCalendar(argument, timeZone);
  if (kind === 'at') return ofCron(new Cron(argument, { timezone: timeZone, paused: true }));
  throw new RangeError(`no schedule: ${expression}`);
}

function everyPeriod(argument: string, expression: string): Slots {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
  const period = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new RangeError(`no rate: ${expression}`);
  return {
    next: (after) => (Math.floor(after / period) + 1) * period,
    latest: (upTo) => Math.floor(upTo / period) * period,
  };
}

/** Minutes, hours, day of month, month, day of week (1 = Sunday), year; `?` leaves one of the two days open. */
function byCalendar(argument: string, timeZone: string): Slots {
  const fields = argument.split(/\s+/);
  if (fields.length !== 6) throw new RangeError(`cron takes six fields, got: ${argument}`);
  const quartz = { alternativeWeekdays: true, sloppyRanges: true } as const;
  return ofCron(new Cron(`0 ${fields.join(' ')}`, { timezone: timeZone, paused: true, mode: '7-part', ...quartz }));
}

function ofCron(cron: Cron): Slots {
  return {
    next: (after) => cron.nextRun(new Date(after))?.getTime(),
    latest: (upTo) => cron.previousRuns(1, new Date(upTo + 1))[0]?.getTime(),
  };
}
