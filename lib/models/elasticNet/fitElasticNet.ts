import type { CheckedRows, TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import { reweighed, rowBlocks } from '../ridge/blockSums.ts';
import { choosePenalty, DEFAULT_PENALTIES } from '../ridge/choosePenalty.ts';
import { columnSummary } from '../ridge/columnSummary.ts';
import type { LeastSquaresSums } from '../ridge/leastSquaresSums.ts';
import { addSums, withIntercept } from '../ridge/leastSquaresSums.ts';
import { linearModel } from '../ridge/linearModel.ts';
import type { RidgeModel } from '../ridge/ridgeModel.ts';
import { ridgeTerms, standardize } from '../ridge/ridgeTerms.ts';
import { robustWeights } from '../ridge/robustWeights.ts';
import { choosePath, type Path, penaltyOf } from './choosePath.ts';
import { descend } from './coordinateDescent.ts';
import { descentProblem, startAtZero } from './descentProblem.ts';

export interface ElasticNetOptions {
  /** Share of the penalty on absolute values, which drops columns; the rest is a ridge's. In [0, 1], default 0.2. */
  readonly l1Share?: number;
  /** Penalties per unit of training weight to choose from, each > 0; a single one is taken as it is. */
  readonly penalties?: readonly number[];
  /** Into how many blocks of rows, in their order, the rows are cut to choose the penalty; default 5. */
  readonly blocks?: number;
  /** Huber's rule as in `fitRidge`; Infinity for plain least squares. Default 1.5. */
  readonly robust?: number;
  /** How much weight must bear a value, or its absence; see `fitRidge`. Default 8. */
  readonly minWeight?: number;
  /** Per column 1 where the prediction may only rise with it, −1 where it may only fall, else 0. */
  readonly monotone?: Int8Array;
  /** Per column 1 where the model must not see it, else 0. */
  readonly ignored?: Uint8Array;
}

/** The penalty while rows are still being weighed; the choice comes after. */
const FIRST_PENALTY = 0.3;
const ROBUST_ROUNDS = 2;
/** Largest last move of a coefficient on standardized inputs, in deviations of the target. */
const CLOSE = 1e-10;

/**
 * Fits the same linear model as `fitRidge`, on the same standardized inputs and missing flags, with the penalty
 * `penalty · (l1Share · deviation · Σ|β| + (1 − l1Share) · ½ · Σβ²)` per unit of weight, where the target's deviation
 * makes it indifferent to units. With `l1Share` 0 and no bounds it is the ridge. Bounded columns keep their sign exactly,
 * so a prediction never falls where it may only rise. Rows should come in the order of time.
 * @throws RangeError for malformed rows (see `checkRows`) or options
 * @see Zou & Hastie 2005, "Regularization and variable selection via the elastic net" (without their rescaling)
 */
export function fitElasticNet(rows: TrainingRows, options: ElasticNetOptions = {}): RidgeModel {
  const { l1Share = 0.2, robust = 1.5, minWeight = 8, blocks = 5 } = options;
  const penalties = (options.penalties ?? DEFAULT_PENALTIES).toSorted((a, b) => b - a);
  checkOptions(options, penalties, rows.x.columns);
  const checked = checkRows(rows);
  const { x, y, weights } = checked;
  const weight = weights.reduce((sum, own) => sum + own, 0);
  const summaries = Array.from({ length: x.columns }, (_, column) => columnSummary(checked, column));
  const terms = summaries.flatMap((summary, column) =>
    options.ignored?.[column] === 1 ? [] : ridgeTerms(summary, column, weight, minWeight),
  );
  const z = standardize(checked, terms);
  const signs = Int8Array.from(terms, ({ column, flag }) => (flag ? 0 : (options.monotone?.[column] ?? 0)));
  const path: Path = { penalties, l1Share, signs, unit: deviationOf(checked, weight) };

  const parts = rowBlocks(z, y, weights, blocks);
  let sums = parts.map((part) => part.sums);
  const [single] = penalties.length === 1 ? penalties : [];
  for (let round = 0; round < ROBUST_ROUNDS && robust < Infinity; round++) {
    const { intercept, beta } = solveOnce(
      total(sums),
      single ?? FIRST_PENALTY,
      single ? path : { ...path, l1Share: 0 },
    );
    sums = reweighed(parts, z, y, weights, robustWeights(z, checked, intercept, beta, robust));
  }
  const penalty = single ?? (sums.length < 2 ? Math.max(...penalties) : chosen(sums, path));
  const { intercept, beta } = solveOnce(total(sums), penalty, path);
  return linearModel({ summaries, terms, weight, penalty, intercept, beta });
}

/** Without absolute values the ridge's way is exact but for the bounds, which hardly matter here, and far quicker. */
function chosen(sums: readonly LeastSquaresSums[], path: Path): number {
  return path.l1Share === 0 ? choosePenalty(sums, path.penalties) : choosePath(sums, path);
}

/** The coefficients for one penalty. */
function solveOnce(sums: LeastSquaresSums, penalty: number, path: Path) {
  const problem = descentProblem(sums, path.signs);
  const state = startAtZero(problem);
  descend(problem, penaltyOf(penalty, path), state, CLOSE * path.unit);
  return withIntercept(sums, state.beta);
}

/** The weighted standard deviation of the target, and 1 for one that never varies. */
function deviationOf({ y, weights }: CheckedRows, weight: number): number {
  const mean = y.reduce((sum, target, i) => sum + (weights[i] as number) * target, 0) / weight;
  const squares = y.reduce((sum, target, i) => sum + (weights[i] as number) * (target - mean) ** 2, 0);
  return Math.sqrt(squares / weight) || 1;
}

function checkOptions(options: ElasticNetOptions, penalties: readonly number[], columns: number): void {
  const { l1Share = 0, blocks = 2, robust = 1, monotone, ignored } = options;
  if (penalties.length === 0 || !penalties.every((penalty) => penalty > 0 && penalty < Infinity)) {
    throw new RangeError('penalties must be positive numbers');
  }
  if (!(l1Share >= 0 && l1Share <= 1 && blocks >= 2 && robust > 0)) {
    throw new RangeError('an elastic net needs l1Share in [0, 1], blocks >= 2 and robust > 0');
  }
  if ([monotone, ignored].some((marks) => marks && marks.length !== columns)) {
    throw new RangeError(`${columns} columns need as many bounds and marks`);
  }
}

const total = (sums: readonly LeastSquaresSums[]) => sums.reduce((all, block) => addSums(all, block));
