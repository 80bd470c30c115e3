import { weightedQuantile } from '../../stats/weightedQuantile.ts';
import type { CheckedRows } from '../contract.ts';

/** The median absolute deviation of the normal distribution with deviation 1, inverted. */
const MAD_TO_DEVIATION = 1.482602218505602;

/**
 * Training weights after Huber's rule: a row whose residual exceeds `tuning` robust deviations weighs less in proportion.
 * @param z rows x terms of the standardized problem
 * @see Huber 1973, "Robust regression: asymptotics, conjectures and Monte Carlo"; weights as in Holland & Welsch 1977
 */
export function robustWeights(
  z: Float64Array,
  { y, weights }: CheckedRows,
  intercept: number,
  beta: Float64Array,
  tuning: number,
): Float64Array {
  const width = beta.length;
  const sizes = y.map((target, i) => {
    let fitted = intercept;
    for (let j = 0; j < width; j++) fitted += (z[i * width + j] as number) * (beta[j] as number);
    return Math.abs(target - fitted);
  });
  const limit = tuning * MAD_TO_DEVIATION * weightedQuantile(sizes, weights, 0.5);
  if (!(limit > 0)) return weights; // more than half of the rows fit exactly
  return weights.map((weight, i) => weight * Math.min(1, limit / Math.max(sizes[i] as number, limit)));
}
