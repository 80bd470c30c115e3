import { type ResamplingOptions, resampledInterval } from './resampledInterval.ts';

/**
 * Percentile interval of the mean of paired differences, by resampling the pairs.
 * @param differences one per pair, at least one
 * @param level of the two-sided interval, in (0, 1)
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13
 */
export function pairedBootstrap(
  differences: readonly number[],
  level: number,
  options: ResamplingOptions,
): { readonly mean: number; readonly lower: number; readonly upper: number } {
  const n = differences.length;
  if (n === 0) throw new RangeError('there is no pair');
  const meanOf = (drawn: Int32Array) => {
    let sum = 0;
    for (let i = 0; i < drawn.length; i++) sum += differences[drawn[i] as number] as number;
    return sum / drawn.length;
  };
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / n;
  return { mean, ...resampledInterval(n, meanOf, level, options) };
}
