import { quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

export interface ResamplingOptions {
  readonly seed: number;
  /** Default 1,000. */
  readonly rounds?: number;
}

/**
 * Percentile interval of any statistic of `count` units (films, pairs), by drawing as many of them with replacement.
 * @param statistic of the units drawn, given by their numbers; the array is used again for the next draw
 * @param level of the two-sided interval, in (0, 1)
 * @throws RangeError for no unit or another level
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13
 */
export function resampledInterval(
  count: number,
  statistic: (drawn: Int32Array) => number,
  level: number,
  { seed, rounds = 1_000 }: ResamplingOptions,
): { readonly lower: number; readonly upper: number } {
  if (!(count > 0)) throw new RangeError('there is nothing to draw from');
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
  const random = seededRandom(seed);
  const drawn = new Int32Array(count);
  const values = Float64Array.from({ length: rounds }, () => {
    for (let i = 0; i < count; i++) drawn[i] = Math.floor(random() * count);
    return statistic(drawn);
  });
  return { lower: quantile(values, (1 - level) / 2), upper: quantile(values, (1 + level) / 2) };
}
