import type { CalendarEffects } from '../features/calendarEffects/calendarEffects.ts';
import { expectedRun, RUN_DAYS } from '../features/calendarEffects/expectedRun.ts';
import type { Day } from '../film/day.ts';
import { openingWeekendDays } from './target.ts';

/** How takings of days that are still to come go with one another, whatever the film takes in all. */
export interface PathShape {
  /** Days of the opening weekend. */
  readonly weekendDays: number;
  /** Per day of release: what was taken in currency units, NaN where unknown. */
  readonly taken: Float64Array;
  /** What the calendar, age and the usual slope make of each day, as a factor. */
  readonly usual: Float64Array;
  /** Days `from` … `until` − 1 set the level of those after them: the week before the first day that is free. */
  readonly from: number;
  readonly until: number;
  /** For each of {@link SLOPES}, one after another: every day's factor against the mean of the week before. */
  readonly bySlope: readonly Float64Array[];
  /** Of each slope, the sum over the free days. */
  readonly sums: Float64Array;
}

/** Changes of log takings a day, beside calendar and age; ascending. */
const SLOPES = Float64Array.from({ length: 25 }, (_, i) => -0.5 + 0.025 * i);
const LEVEL_DAYS = 7;

/**
 * @param effects of the calendar, fitted no later than the forecast
 * @param taken per day from the release day on, NaN where unknown; at most {@link RUN_DAYS}
 */
export function pathShape(effects: CalendarEffects, release: Day, taken: Float64Array): PathShape {
  const weekendDays = openingWeekendDays(release);
  const days = new Float64Array(RUN_DAYS).fill(Number.NaN);
  days.set(taken.subarray(0, RUN_DAYS));
  const { day: dayEffects, age } = expectedRun(effects, release);
  const calendar = dayEffects.map((effect, at) => Math.exp(effect + (age[at] as number)));
  const usual = falling(calendar, effects.slope, 0, 1);
  const firstUnknown = days.findIndex(Number.isNaN);
  const until = Math.max(weekendDays, firstUnknown < 0 ? RUN_DAYS : firstUnknown);
  const from = Math.max(0, until - LEVEL_DAYS);
  let level = 0;
  for (let day = from; day < until; day++) level += usual[day] as number;
  const middle = (from + until - 1) / 2;
  // the level is that at the usual slope, which turns about the middle of the week before
  const scale = Math.exp(effects.slope * middle) / level;
  const bySlope = Array.from(SLOPES, (slope) => falling(calendar, slope, middle, scale));
  const sums = Float64Array.from(bySlope, (own) => {
    let sum = 0;
    for (let day = until; day < RUN_DAYS; day++) if (Number.isNaN(days[day])) sum += own[day] as number;
    return sum;
  });
  return { weekendDays, taken: days, usual, from, until, bySlope, sums };
}

/** Factors that fall by a slope about the middle. */
function falling(calendar: Float64Array, slope: number, middle: number, scale: number): Float64Array {
  const factors = new Float64Array(calendar.length);
  const step = Math.exp(slope);
  let fallen = scale * Math.exp(-slope * middle);
  for (let at = 0; at < calendar.length; at++) {
    factors[at] = (calendar[at] as number) * fallen;
    fallen *= step;
  }
  return factors;
}
