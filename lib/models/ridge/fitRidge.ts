import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import { reweighed, rowBlocks } from './blockSums.ts';
import { choosePenalty, DEFAULT_PENALTIES } from './choosePenalty.ts';
import { columnSummary } from './columnSummary.ts';
import type { LeastSquaresSums } from './leastSquaresSums.ts';
import { addSums, centred, withIntercept } from './leastSquaresSums.ts';
import { linearModel } from './linearModel.ts';
import type { RidgeModel } from './ridgeModel.ts';
import { ridgeTerms, standardize } from './ridgeTerms.ts';
import { robustWeights } from './robustWeights.ts';

export interface RidgeOptions {
  /** Penalties per unit of training weight to choose from, each > 0; a single one is taken as it is. */
  readonly penalties?: readonly number[];
  /** Into how many blocks of rows, in their order, the rows are cut to choose the penalty; default 5. */
  readonly blocks?: number;
  /**
   * Rows that miss by more than this many robust deviations pull no harder than at it (Huber's rule, two rounds);
   * Infinity for plain least squares. Default 1.5.
   */
  readonly robust?: number;
  /**
   * A column with missing values teaches its slope where the present rows weigh at least this, and its missing flag
   * where the missing rows do, too; default 8.
   */
  readonly minWeight?: number;
}

/** The penalty while rows are still being weighed; the choice comes after. */
const FIRST_PENALTY = 0.3;
const ROBUST_ROUNDS = 2;

/**
 * Fits y ≈ intercept + Σ contributions by weighted least squares with a ridge penalty on standardized inputs (the
 * intercept is free). A missing value stands at the column's mean; where values are missing often enough, a flag column
 * learns what being missing means. Constant columns are dropped. The penalty is the one that forecasts left-out blocks
 * of rows best, so rows should come in the order of time.
 * @throws RangeError for malformed rows (see `checkRows`) or options
 * @see Hoerl & Kennard 1970 for ridge; Huber 1973 for the weighing of rows
 */
export function fitRidge(rows: TrainingRows, options: RidgeOptions = {}): RidgeModel {
  const { penalties = DEFAULT_PENALTIES, robust = 1.5, minWeight = 8 } = options;
  if (penalties.length === 0 || !penalties.every((penalty) => penalty > 0)) {
    throw new RangeError('penalties must be positive numbers');
  }
  if (!((options.blocks ?? 2) >= 2 && robust > 0)) throw new RangeError('ridge needs blocks >= 2 and robust > 0');
  const checked = checkRows(rows);
  const { x, y } = checked;
  const weight = checked.weights.reduce((sum, own) => sum + own, 0);
  const summaries = Array.from({ length: x.columns }, (_, column) => columnSummary(checked, column));
  const terms = summaries.flatMap((summary, column) => ridgeTerms(summary, column, weight, minWeight));
  const z = standardize(checked, terms);

  const blocks = rowBlocks(z, y, checked.weights, options.blocks ?? 5);
  let sums = blocks.map((block) => block.sums);
  const single = penalties.length === 1 ? penalties[0] : undefined;
  for (let round = 0; round < ROBUST_ROUNDS && robust < Infinity; round++) {
    const { intercept, beta } = solveOnce(total(sums), single ?? FIRST_PENALTY);
    const weights = robustWeights(z, checked, intercept, beta, robust);
    sums = reweighed(blocks, z, y, checked.weights, weights);
  }
  const penalty = single ?? (sums.length < 2 ? Math.max(...penalties) : choosePenalty(sums, penalties));
  const { intercept, beta } = solveOnce(total(sums), penalty);
  return linearModel({ summaries, terms, weight, penalty, intercept, beta });
}

/** The coefficients for one penalty, by Cholesky. */
function solveOnce(sums: LeastSquaresSums, penalty: number) {
  const { normal, moment } = centred(sums);
  const size = moment.length;
  for (let i = 0; i < size; i++) normal[i * size + i] = (normal[i * size + i] as number) + penalty * sums.weight;
  return withIntercept(sums, solveCholesky(cholesky(normal, size), moment));
}

const total = (sums: readonly LeastSquaresSums[]) => sums.reduce((all, block) => addSums(all, block));
