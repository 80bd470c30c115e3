import { cholesky } from '../../stats/cholesky.ts';
import { gram } from '../../stats/gram.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { CheckedRows, TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import { choosePenalty, DEFAULT_PENALTIES } from './choosePenalty.ts';
import type { ColumnSummary } from './columnSummary.ts';
import { columnSummary } from './columnSummary.ts';
import type { RidgeModel } from './ridgeModel.ts';

export interface RidgeOptions {
  /** Penalties per unit of training weight to choose from, each > 0; a single one is taken as it is. */
  readonly penalties?: readonly number[];
  /** A column with missing values teaches its slope where the present rows weigh at least this, and its missing flag
   * where the missing rows do, too; default 8. */
  readonly minWeight?: number;
}

/** One column of the standardized problem: a feature's value, or the flag that the feature is missing. */
interface Term {
  readonly column: number;
  readonly flag: boolean;
  readonly center: number;
  readonly scale: number;
}

/**
 * Fits y ≈ intercept + Σ contributions by weighted least squares with a ridge penalty on standardized inputs (the
 * intercept is free). A missing value stands at the column's mean; where values are missing often enough, a flag column
 * learns what being missing means. Constant columns are dropped. The penalty minimizes the generalized cross-validation
 * score over the grid.
 * @throws RangeError for malformed rows (see `checkRows`) or penalties
 * @see Hoerl & Kennard 1970; Golub, Heath & Wahba 1979 for the choice of the penalty
 */
export function fitRidge(rows: TrainingRows, options: RidgeOptions = {}): RidgeModel {
  const { penalties = DEFAULT_PENALTIES, minWeight = 8 } = options;
  if (penalties.length === 0 || !penalties.every((penalty) => penalty > 0)) {
    throw new RangeError('penalties must be positive numbers');
  }
  const checked = checkRows(rows);
  const { x, y, weights } = checked;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const intercept = y.reduce((sum, target, i) => sum + (weights[i] as number) * target, 0) / total;
  const centered = y.map((target) => target - intercept);

  const summaries = Array.from({ length: x.columns }, (_, column) => columnSummary(checked, column));
  const terms = summaries.flatMap((summary, column) => termsOf(summary, column, total, minWeight));
  const { gram: normal, moment } = gram(standardize(checked, terms), centered, weights);
  const squares = centered.reduce((sum, target, i) => sum + (weights[i] as number) * target * target, 0);
  const { penalty, degreesOfFreedom } = choosePenalty({ normal, moment, squares, total }, penalties);
  for (let i = 0; i < terms.length; i++) {
    normal[i * terms.length + i] = (normal[i * terms.length + i] as number) + penalty * total;
  }
  const beta = solveCholesky(cholesky(normal, terms.length), moment);

  const slope = new Float64Array(x.columns);
  const flag = new Float64Array(x.columns);
  terms.forEach((term, i) => {
    (term.flag ? flag : slope)[term.column] = (beta[i] as number) / term.scale;
  });
  return {
    kind: 'ridge',
    columns: x.columns,
    intercept,
    penalty,
    degreesOfFreedom,
    mean: Float64Array.from(summaries, (summary) => summary.mean),
    slope,
    lower: Float64Array.from(summaries, (summary) => summary.lower),
    upper: Float64Array.from(summaries, (summary) => summary.upper),
    flag,
    missingShare: Float64Array.from(summaries, (summary) => summary.missingWeight / total),
  };
}

function termsOf(summary: ColumnSummary, column: number, total: number, minWeight: number): Term[] {
  const terms: Term[] = [];
  const share = summary.missingWeight / total;
  if (share > 0 && total - summary.missingWeight < minWeight) return terms;
  if (summary.deviation > 0) {
    // a missing value stands at the mean, so over all rows the column deviates by less
    const scale = summary.deviation * Math.sqrt(1 - share);
    terms.push({ column, flag: false, center: summary.mean, scale });
  }
  if (share > 0 && share < 1 && summary.missingWeight >= minWeight) {
    terms.push({ column, flag: true, center: share, scale: Math.sqrt(share * (1 - share)) });
  }
  return terms;
}

function standardize({ x }: CheckedRows, terms: readonly Term[]): Float64Array {
  const z = new Float64Array(x.rows * terms.length);
  terms.forEach(({ column, flag, center, scale }, j) => {
    for (let i = 0; i < x.rows; i++) {
      const value = x.data[i * x.columns + column] as number;
      const missing = Number.isNaN(value);
      const raw = flag ? Number(missing) : missing ? center : value;
      z[i * terms.length + j] = (raw - center) / scale;
    }
  });
  return z;
}
