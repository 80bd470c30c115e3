import type { Day } from '../../film/day.ts';
import { ageEffect, type CalendarEffects, dayEffect } from './calendarEffects.ts';

/** Days that a run is followed for; what comes later is little. */
export const RUN_DAYS = 84;

/** The first days of a run as the calendar alone would have them. */
export interface ExpectedRun {
  /** Log effect of each day of release on takings. */
  readonly day: Float64Array;
  /** Log effect of the film's age on each day. */
  readonly age: Float64Array;
}

/** The calendar of a run that begins on a day. */
export function expectedRun(effects: CalendarEffects, release: Day): ExpectedRun {
  const day = new Float64Array(RUN_DAYS);
  const age = new Float64Array(RUN_DAYS);
  for (let at = 0; at < RUN_DAYS; at++) {
    day[at] = dayEffect(effects, release + at);
    age[at] = ageEffect(effects, at);
  }
  return { day, age };
}

/**
 * Natural log of the whole run over its first `days`, if log takings change by `slope` a day beside calendar and age;
 * before release, over a first day on an average day of the calendar.
 */
export function logWholeOverPart({ day, age }: ExpectedRun, slope: number, days: number): number {
  let whole = 0;
  let part = 0;
  for (let at = 0; at < RUN_DAYS; at++) {
    const taken = Math.exp((day[at] as number) + (age[at] as number) + slope * at);
    whole += taken;
    if (at < days) part += taken;
  }
  return Math.log(whole) - (days > 0 ? Math.log(part) : (age[0] as number));
}

/** Natural log of the mean effect of days `from` to `until` (exclusive). */
export function logMeanEffect({ day }: ExpectedRun, from: number, until: number): number {
  let sum = 0;
  for (let at = from; at < until; at++) sum += Math.exp(day[at] as number);
  return Math.log(sum / (until - from));
}
