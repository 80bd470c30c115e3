import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { KernelSpace } from './kernelSpace.ts';

/** What a Gaussian process believes before it sees a row, for a signal of variance 1. */
export interface Belief {
  /** > 0; see `gammaOf`. */
  readonly lengthScale: number;
  /** Share of the signal that is linear in the coordinates, in [0, 1]. */
  readonly linearShare: number;
  /** Variance of the noise of a row of weight 1, > 0. */
  readonly noise: number;
}

/** How fast likeness falls with squared distance. */
export function gammaOf({ lengthScale }: Belief, { extent }: KernelSpace): number {
  return 1 / (2 * lengthScale ** 2 * (extent || 1));
}

interface Solved {
  /** (covariance)⁻¹ · y, one per row. */
  readonly alpha: Float64Array;
  /** The log marginal likelihood up to a constant, with the variance of the signal at its likeliest. */
  readonly likelihood: number;
}

/**
 * Solves for the targets of some rows under a belief.
 * @param y targets about their mean, one per row of the space
 * @param weights one per row of the space
 * @param rows which rows take part
 * @see Rasmussen & Williams 2006, "Gaussian processes for machine learning", algorithm 2.1
 */
export function solveUnder(
  belief: Belief,
  space: KernelSpace,
  y: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
): Solved {
  const own = Float64Array.from(rows, (row) => y[row] as number);
  const factor = cholesky(covariance(belief, space, weights, rows), rows.length);
  const alpha = solveCholesky(factor, own);
  let logDeterminant = 0;
  for (let i = 0; i < rows.length; i++) logDeterminant += 2 * Math.log(factor[i * rows.length + i] as number);
  const fit = alpha.reduce((sum, value, i) => sum + value * (own[i] as number), 0);
  return { alpha, likelihood: -(rows.length * Math.log(fit / rows.length) + logDeterminant) / 2 };
}

/** The lower triangle of the covariance of the rows' targets: likeness by distance, a linear part, and noise. */
function covariance(belief: Belief, space: KernelSpace, weights: Float64Array, rows: Int32Array): Float64Array {
  const { distances, norms, extent } = space;
  const gamma = gammaOf(belief, space);
  const smooth = 1 - belief.linearShare;
  const linear = belief.linearShare / (extent || 1);
  const size = rows.length;
  const all = norms.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = rows[i] as number;
    for (let j = 0; j <= i; j++) {
      const other = rows[j] as number;
      const distance = distances[row * all + other] as number;
      const product = ((norms[row] as number) + (norms[other] as number) - distance) / 2;
      matrix[i * size + j] = smooth * Math.exp(-gamma * distance) + linear * product;
    }
    matrix[i * size + i] = (matrix[i * size + i] as number) + belief.noise / (weights[row] as number);
  }
  return matrix;
}
