import { quantilesOf } from './distribution.ts';
import type { PathShape } from './pathShape.ts';
import type { Samples } from './samples.ts';

/** Days that a path shows, from the release day on. */
export const PATH_DAYS = 14;

/** Takings of one day in currency units; the three are equal for a day that is known. */
export interface PathDay {
  /** Days after the release day. */
  readonly day: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The same samples as of opening and total, day by day, in currency units. */
export interface PathSamples {
  /** Per day from the release day on, one number per sample. */
  readonly days: readonly Float64Array[];
  /** Money before release, the same in every sample. */
  readonly before: number;
  /** Money of later days. */
  readonly later: Float64Array;
}

/**
 * Spreads every sample over the days: the first day and the weekend come out as sampled, money so far stands where it was
 * taken, and what is left of the total falls off over the free days of twelve weeks at the one slope at which it is used
 * up, from the level of the week before and with the ups and downs of the calendar. In each sample, money before release,
 * the days and what is later add up to the total.
 * @param banked all money so far, previews included
 */
export function samplePaths(samples: Samples, shape: PathShape, banked: number): PathSamples {
  const { taken, until, weekendDays } = shape;
  const knownLater = knownSum(taken, weekendDays);
  const before = Math.max(0, banked - knownSum(taken, 0));
  const start = taken.subarray(0, Math.max(PATH_DAYS, until));
  const count = samples.total.length;
  const days = Array.from({ length: PATH_DAYS }, () => new Float64Array(count));
  const later = new Float64Array(count);
  const one = new Float64Array(start.length);
  for (let sample = 0; sample < count; sample++) {
    one.set(start);
    const weekend = fillWeekend(
      one,
      shape,
      samples.openingDay[sample] as number,
      samples.openingWeekend[sample] as number,
    );
    const total = samples.total[sample] as number;
    if (until < PATH_DAYS) fillRest(one, shape, Math.max(0, total - before - weekend - knownLater));
    let shown = 0;
    for (let day = 0; day < PATH_DAYS; day++) {
      const amount = one[day] as number;
      (days[day] as Float64Array)[sample] = amount;
      shown += amount;
    }
    later[sample] = Math.max(0, total - before - shown);
  }
  return { days, before, later };
}

/** What a forecast tells of the path. */
export function pathQuantiles({ days }: PathSamples, samples: Samples, { taken }: PathShape): readonly PathDay[] {
  return days.map((amounts, day) => {
    const known = taken[day] as number;
    if (!Number.isNaN(known)) return { day, p10: known, p50: known, p90: known };
    const { p10, p50, p90 } = quantilesOf(amounts, samples.weights, samples.toCome);
    return { day, p10, p50, p90 };
  });
}

/** Gives the unknown days of the weekend what is left of it, as the calendar has them. @returns the sum of its days */
function fillWeekend(path: Float64Array, { weekendDays, usual }: PathShape, day: number, weekend: number): number {
  if (Number.isNaN(path[0])) path[0] = day;
  let left = weekend;
  let factors = 0;
  for (let at = 0; at < weekendDays; at++) {
    if (Number.isNaN(path[at])) factors += usual[at] as number;
    else left -= path[at] as number;
  }
  for (let at = 0; at < weekendDays; at++) {
    if (Number.isNaN(path[at])) path[at] = (Math.max(0, left) * (usual[at] as number)) / factors;
  }
  return factors > 0 ? weekend - Math.min(0, left) : weekend - left;
}

/**
 * Gives the free days what is left, in the mixture of the two neighbouring slopes that uses it up; beyond the outermost
 * slopes the level gives way.
 */
function fillRest(path: Float64Array, shape: PathShape, left: number): void {
  const { from, until, bySlope, sums } = shape;
  let level = 0;
  for (let at = from; at < until; at++) level += path[at] as number;
  const needed = level > 0 ? left / level : Number.POSITIVE_INFINITY;
  let upper = 0;
  while (upper < sums.length - 1 && (sums[upper] as number) < needed) upper++;
  const lower = Math.max(0, upper - 1);
  const [low, high] = [sums[lower] as number, sums[upper] as number];
  const share = high > low ? Math.min(Math.max((needed - low) / (high - low), 0), 1) : 1;
  const reached = low + share * (high - low);
  const amount = reached > 0 ? left / reached : 0;
  const [first, second] = [bySlope[lower] as Float64Array, bySlope[upper] as Float64Array];
  for (let at = until; at < PATH_DAYS; at++) {
    if (!Number.isNaN(path[at])) continue;
    path[at] = amount * ((1 - share) * (first[at] as number) + share * (second[at] as number));
  }
}

/** What is known to have been taken from a day of release on. */
function knownSum(taken: Float64Array, from: number): number {
  let sum = 0;
  for (let day = from; day < taken.length; day++) {
    const amount = taken[day] as number;
    if (!Number.isNaN(amount)) sum += amount;
  }
  return sum;
}
