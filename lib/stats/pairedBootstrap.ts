import { quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

/**
 * Percentile interval of the mean of paired differences, by resampling the pairs.
 * @param differences one per pair, at least one
 * @param level of the two-sided interval, in (0, 1)
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13
 */
export function pairedBootstrap(
  differences: readonly number[],
  level: number,
  options: { readonly seed: number; readonly rounds?: number },
): { readonly mean: number; readonly lower: number; readonly upper: number } {
  const n = differences.length;
  if (n === 0) throw new RangeError('there is no pair');
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
  const random = seededRandom(options.seed);
  const means = Float64Array.from({ length: options.rounds ?? 1_000 }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[Math.floor(random() * n)] as number;
    return sum / n;
  });
  return {
    mean: differences.reduce((sum, difference) => sum + difference, 0) / n,
    lower: quantile(means, (1 - level) / 2),
    upper: quantile(means, (1 + level) / 2),
  };
}
