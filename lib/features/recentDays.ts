import type { DailyMetric } from '../film/film.ts';
import type { Subject } from './subject.ts';
import { Trend } from './trend.ts';

/** One measure of one film on the days before the view, latest first; NaN = unknown. */
export type RecentDays = Float64Array;

const HORIZON = 14;
const WEEK = 7;
const THREE = 3;

/** Gives each measure's recent days, read once. */
export function recentDaysOf({ view, film }: Subject): (metric: DailyMetric) => RecentDays {
  const read = new Map<DailyMetric, RecentDays>();
  return (metric) => {
    const known = read.get(metric);
    if (known !== undefined) return known;
    const days = new Float64Array(HORIZON);
    for (let back = 0; back < HORIZON; back++) days[back] = view.daily(film, metric, view.today - 1 - back);
    read.set(metric, days);
    return days;
  };
}

/** The latest known value of the last week; NaN when there is none. */
export function latest(days: RecentDays): number {
  return days.subarray(0, WEEK).find((value) => !Number.isNaN(value)) ?? Number.NaN;
}

/** The mean of the known values of the last week. */
export function weekMean(days: RecentDays): number {
  return knownMean(days.subarray(0, WEEK));
}

/** The mean of the known values of the last three days. */
export function threeDayMean(days: RecentDays): number {
  return knownMean(days.subarray(0, THREE));
}

/** Standard deviation of the last three days over their mean; NaN unless all three are known and their mean is positive. */
export function threeDayDeviation(days: RecentDays): number {
  const last = days.subarray(0, THREE);
  const mean = last.reduce((sum, value) => sum + value, 0) / THREE;
  const squares = last.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean > 0 ? Math.sqrt(squares / THREE) / mean : Number.NaN;
}

/** ln(1 + yesterday) less ln(1 + the day before it); NaN unless both are known. */
export function dayGrowth(days: RecentDays): number {
  return Math.log1p(days[0] as number) - Math.log1p(days[1] as number);
}

/** The sum of the known values; NaN when none is known. */
export function knownSum(days: RecentDays): number {
  const known = days.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0);
}

/** Rise of ln(1 + value) per day over the last week. */
export function pace(days: RecentDays): number {
  const trend = new Trend();
  for (let back = 0; back < WEEK; back++) trend.add(-back, Math.log1p(days[back] as number));
  return trend.slope();
}

function knownMean(days: Float64Array): number {
  const known = days.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
