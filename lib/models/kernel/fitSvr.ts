import type { TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import type { CoordinateOptions } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import { kernelSpace, modelOf } from './kernelSpace.ts';
import { solveSvr } from './solveSvr.ts';
import { gaussianKernel } from './squaredDistances.ts';

export interface SvrOptions extends CoordinateOptions {
  /** The most that a row of weight 1 may pull, in standard deviations of the target, > 0; default 3. */
  readonly c?: number;
  /** Errors up to this many standard deviations of the target cost nothing, >= 0; default 0.1. */
  readonly epsilon?: number;
  /** How fast likeness falls with squared distance, in mean squared distances from the centre; default 0.25. */
  readonly gamma?: number;
  /** By how much the optimality conditions may be missed, in standard deviations of the target, > 0; default 0.001. */
  readonly tolerance?: number;
}

const MOST_ROWS = 5000;

/**
 * Support vector regression with a Gaussian kernel on standardized inputs: as flat a function as keeps most errors below
 * epsilon, where a larger error costs in proportion to its size, so that no row pulls harder than its weight times `c`.
 * Options are in units of the target's deviation, so that log ratios and currency units are learned alike.
 * @throws RangeError for malformed rows (see `checkRows`) or options, and for more than 5,000 rows
 * @see Drucker et al. 1997; Smola & Schölkopf 2004, "A tutorial on support vector regression"
 */
export function fitSvr(rows: TrainingRows, options: SvrOptions = {}): KernelModel {
  const { c = 3, epsilon = 0.1, gamma = 0.25, tolerance = 1e-3 } = options;
  if (!(c > 0 && c < Infinity && epsilon >= 0 && gamma > 0 && gamma < Infinity && tolerance > 0)) {
    throw new RangeError('SVR needs c > 0, epsilon >= 0, gamma > 0 and tolerance > 0');
  }
  const checked = checkRows(rows);
  const space = kernelSpace(checked, options, MOST_ROWS);
  const { mean, deviation, distances } = space;
  const decay = gamma / (space.extent || 1);
  if (!(deviation > 0) || space.width === 0) return modelOf(space, { gamma: decay, intercept: mean });
  const solution = solveSvr({
    kernel: gaussianKernel(distances, checked.x.rows, decay),
    y: checked.y.map((target) => (target - mean) / deviation),
    bounds: checked.weights.map((weight) => c * weight),
    epsilon,
    tolerance,
  });
  return modelOf(space, {
    gamma: decay,
    coefficients: solution.coefficients.map((value) => value * deviation),
    intercept: mean + deviation * solution.intercept,
  });
}
