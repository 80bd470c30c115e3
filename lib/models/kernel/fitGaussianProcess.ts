import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import type { CoordinateOptions } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import type { KernelSpace } from './kernelSpace.ts';
import { kernelSpace, modelOf } from './kernelSpace.ts';

export interface GaussianProcessOptions extends CoordinateOptions {
  /** Distances at which likeness has fallen to e^(−1/2), in mean distances from the centre; each > 0. */
  readonly lengthScales?: readonly number[];
  /** Shares of the signal's variance that are linear in the inputs, each in [0, 1]. */
  readonly linearShares?: readonly number[];
  /** Variances of the noise of a row of weight 1 over that of the signal; each > 0. */
  readonly noises?: readonly number[];
}

const MOST_ROWS = 3000;

/** What the process believes before it sees a row. */
interface Belief {
  readonly lengthScale: number;
  readonly linearShare: number;
  readonly noise: number;
}

interface Choice {
  readonly score: number;
  readonly belief: Belief;
  readonly alpha: Float64Array;
}

/**
 * Gaussian process regression about the weighted mean of the targets: the covariance of two rows is a Gaussian of their
 * distance plus a linear part (which alone would be ridge regression), and a row's noise is inverse to its weight. Of
 * several beliefs the likeliest is taken (marginal likelihood); a single one of each is taken as it is.
 * @throws RangeError for malformed rows (see `checkRows`) or options, and for more than 3,000 rows
 * @see Rasmussen & Williams 2006, "Gaussian processes for machine learning", algorithm 2.1 and section 5.4
 */
export function fitGaussianProcess(rows: TrainingRows, options: GaussianProcessOptions = {}): KernelModel {
  const { lengthScales = [1], linearShares = [0.5], noises = [0.3] } = options;
  const beliefs = lengthScales.flatMap((lengthScale) =>
    linearShares.flatMap((linearShare) => noises.map((noise): Belief => ({ lengthScale, linearShare, noise }))),
  );
  const sensible = ({ lengthScale, linearShare, noise }: Belief) =>
    lengthScale > 0 && linearShare >= 0 && linearShare <= 1 && noise > 0 && noise < Infinity;
  if (beliefs.length === 0 || !beliefs.every(sensible)) {
    throw new RangeError('a Gaussian process needs length scales and noises > 0 and linear shares in [0, 1]');
  }
  const checked = checkRows(rows);
  const space = kernelSpace(checked, options, MOST_ROWS);
  const { width, extent, mean, points } = space;
  const gammaOf = ({ lengthScale }: Belief) => 1 / (2 * lengthScale ** 2 * (extent || 1));
  const [first] = beliefs;
  if (first === undefined || !(space.deviation > 0) || width === 0) {
    return modelOf(space, { gamma: first ? gammaOf(first) : 1, intercept: mean });
  }
  const y = checked.y.map((target) => target - mean);
  let best: Choice = { score: -Infinity, belief: first, alpha: new Float64Array(0) };
  for (const belief of beliefs) {
    const factor = cholesky(covariance(space, belief, gammaOf(belief), checked.weights), y.length);
    const alpha = solveCholesky(factor, y);
    const score = beliefs.length === 1 ? 0 : logLikelihood(factor, alpha, y);
    if (score > best.score) best = { score, belief, alpha };
  }
  const { belief, alpha } = best;
  const slope = new Float64Array(width);
  alpha.forEach((value, row) => {
    for (let k = 0; k < width; k++) {
      const share = (value * belief.linearShare) / extent;
      slope[k] = (slope[k] as number) + share * (points[row * width + k] as number);
    }
  });
  const coefficients = alpha.map((value) => value * (1 - belief.linearShare));
  return modelOf(space, { gamma: gammaOf(belief), coefficients, slope, intercept: mean });
}

/** The lower triangle of the covariance of the targets, for a signal of variance 1. */
function covariance(space: KernelSpace, belief: Belief, gamma: number, weights: Float64Array): Float64Array {
  const { distances, extent } = space;
  const rows = weights.length;
  const norms = norm2(space, rows);
  const smooth = 1 - belief.linearShare;
  const linear = belief.linearShare / extent;
  const matrix = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const distance = distances[i * rows + j] as number;
      const product = ((norms[i] as number) + (norms[j] as number) - distance) / 2;
      matrix[i * rows + j] = smooth * Math.exp(-gamma * distance) + linear * product;
    }
    matrix[i * rows + i] = (matrix[i * rows + i] as number) + belief.noise / (weights[i] as number);
  }
  return matrix;
}

function norm2({ points, width }: KernelSpace, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    points.subarray(i * width, (i + 1) * width).reduce((sum, value) => sum + value * value, 0),
  );
}

/** The log marginal likelihood up to a constant, with the variance of the signal at its likeliest. */
function logLikelihood(factor: Float64Array, alpha: Float64Array, y: Float64Array): number {
  const rows = y.length;
  let logDeterminant = 0;
  for (let i = 0; i < rows; i++) logDeterminant += 2 * Math.log(factor[i * rows + i] as number);
  const fit = alpha.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return -(rows * Math.log(fit / rows) + logDeterminant) / 2;
}
