import { erf } from '../../stats/erf.ts';
import type { Attribution } from '../contract.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { selectRows } from '../matrix.ts';
import { placeRows } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import { pointsOf } from './supportRows.ts';

/**
 * What each column adds to one row's prediction: its Aumann-Shapley value, the integral of the prediction's derivative
 * by the column along the straight line from the mean of the training rows (the base; coordinates 0) to the row. It is
 * exact: along a line a Gaussian kernel is a Gaussian in the place t on the line, so its integral is a difference of
 * error functions. A column's missing flag counts as the column. Features that move together share in proportion to how
 * far the row stands from the mean in each.
 * @param row row of `x` to explain
 * @see Aumann & Shapley 1974; Sundararajan, Taly & Yan 2017, "Axiomatic attribution for deep networks"
 */
export function attributeKernel(model: KernelModel, x: FeatureMatrix, row: number): Attribution {
  checkColumns(model, x);
  const { gamma, coefficients, slope, intercept, coordinates } = model;
  const width = slope.length;
  const z = placeRows(coordinates, selectRows(x, [row]));
  const support = pointsOf(model.support);
  const own = z.reduce((sum, value) => sum + value * value, 0);
  // the derivative by coordinate k at tz is slope − 2·gamma·Σ c·kernel(t)·(t·z − s): two integrals per support row
  const towards = new Float64Array(width); // Σ c · ∫ kernel · s
  let along = 0; // Σ c · ∫ kernel · t
  let base = intercept;
  for (let i = 0; i < coefficients.length; i++) {
    const from = i * width;
    let cross = 0;
    let norm = 0;
    for (let k = 0; k < width; k++) {
      const value = support[from + k] as number;
      cross += value * (z[k] as number);
      norm += value * value;
    }
    const coefficient = coefficients[i] as number;
    base += coefficient * Math.exp(-gamma * norm);
    if (own === 0) continue;
    const { plain, moment } = lineIntegrals(gamma, own, cross, norm);
    along += coefficient * moment;
    for (let k = 0; k < width; k++) {
      towards[k] = (towards[k] as number) + coefficient * plain * (support[from + k] as number);
    }
  }
  const contributions = new Float64Array(x.columns);
  for (let k = 0; k < width; k++) {
    const value = z[k] as number;
    const mean = (slope[k] as number) - 2 * gamma * (value * along - (towards[k] as number));
    const column = coordinates.column[k] as number;
    contributions[column] = (contributions[column] as number) + value * mean;
  }
  return { base, contributions };
}

/**
 * ∫ e^(−γ(t²a − 2tb + d)) dt and ∫ t·e^(−γ(t²a − 2tb + d)) dt over t from 0 to 1.
 * @param a |z|², > 0
 * @param b z · s
 * @param d |s|²
 */
function lineIntegrals(gamma: number, a: number, b: number, d: number) {
  const root = Math.sqrt(gamma * a);
  const nearest = b / a; // the place on the line that is nearest to the support row
  const height = Math.exp(-gamma * Math.max(d - b * nearest, 0));
  const plain = ((height * Math.sqrt(Math.PI)) / (2 * root)) * (erf(root * (1 - nearest)) + erf(root * nearest));
  // the antiderivative of (t·a − b)·kernel is −kernel / 2γ
  const fall = Math.exp(-gamma * d) - Math.exp(-gamma * (a - 2 * b + d));
  return { plain, moment: (fall / (2 * gamma) + b * plain) / a };
}
