import type { TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import type { CoordinateOptions } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import type { KernelSpace } from './kernelSpace.ts';
import { kernelSpace, modelOf } from './kernelSpace.ts';
import type { Belief } from './processBelief.ts';
import { gammaOf, solveUnder } from './processBelief.ts';

export interface GaussianProcessOptions extends CoordinateOptions {
  /** Distances at which likeness has fallen to e^(−1/2), in mean distances from the centre; each > 0. */
  readonly lengthScales?: readonly number[];
  /** Shares of the signal's variance that are linear in the inputs, each in [0, 1]. */
  readonly linearShares?: readonly number[];
  /** Variances of the noise of a row of weight 1 over that of the signal; each > 0. */
  readonly noises?: readonly number[];
}

const MOST_ROWS = 3000;
/** Beliefs are compared on at most this many rows, evenly drawn: enough to tell them apart at a twentieth of the time. */
const MOST_COMPARED = 500;

/**
 * Gaussian process regression about the weighted mean of the targets: the covariance of two rows is a Gaussian of their
 * distance plus a linear part (which alone would be ridge regression), and a row's noise is inverse to its weight. Of
 * several beliefs the likeliest is taken (marginal likelihood); a single one of each is taken as it is.
 * @throws RangeError for malformed rows (see `checkRows`) or options, and for more than 3,000 rows
 * @see Rasmussen & Williams 2006, "Gaussian processes for machine learning", sections 2.2 and 5.4
 */
export function fitGaussianProcess(rows: TrainingRows, options: GaussianProcessOptions = {}): KernelModel {
  const beliefs = beliefsOf(options);
  const checked = checkRows(rows);
  const space = kernelSpace(checked, options, MOST_ROWS);
  const { width, extent, mean, points } = space;
  const y = checked.y.map((target) => target - mean);
  const belief = space.deviation > 0 && width > 0 ? likeliest(beliefs, space, y, checked.weights) : undefined;
  if (!belief) return modelOf(space, { gamma: 1, intercept: mean });
  const { alpha } = solveUnder(belief, space, y, checked.weights, Int32Array.from(y.keys()));
  const slope = new Float64Array(width);
  alpha.forEach((value, row) => {
    const share = (value * belief.linearShare) / extent;
    for (let k = 0; k < width; k++) slope[k] = (slope[k] as number) + share * (points[row * width + k] as number);
  });
  const coefficients = alpha.map((value) => value * (1 - belief.linearShare));
  return modelOf(space, { gamma: gammaOf(belief, space), coefficients, slope, intercept: mean });
}

function beliefsOf(options: GaussianProcessOptions): readonly Belief[] {
  const { lengthScales = [0.6, 1], linearShares = [0.3], noises = [0.12, 0.25, 0.5] } = options;
  const beliefs = lengthScales.flatMap((lengthScale) =>
    linearShares.flatMap((linearShare) => noises.map((noise): Belief => ({ lengthScale, linearShare, noise }))),
  );
  const sensible = ({ lengthScale, linearShare, noise }: Belief) =>
    lengthScale > 0 && lengthScale < Infinity && linearShare >= 0 && linearShare <= 1 && noise > 0 && noise < Infinity;
  if (beliefs.length === 0 || !beliefs.every(sensible)) {
    throw new RangeError('a Gaussian process needs length scales and noises > 0 and linear shares in [0, 1]');
  }
  return beliefs;
}

/** Of equally likely beliefs the first. */
function likeliest(
  beliefs: readonly Belief[],
  space: KernelSpace,
  y: Float64Array,
  weights: Float64Array,
): Belief | undefined {
  const [only] = beliefs;
  if (beliefs.length === 1) return only;
  const count = Math.min(y.length, MOST_COMPARED);
  const compared = Int32Array.from({ length: count }, (_, i) => Math.floor((i * y.length) / count));
  const likelihoods = beliefs.map((belief) => solveUnder(belief, space, y, weights, compared).likelihood);
  return beliefs[likelihoods.indexOf(Math.max(...likelihoods))];
}
