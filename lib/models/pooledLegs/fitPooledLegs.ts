import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import { weightedQuantile } from '../../stats/weightedQuantile.ts';
import { type CheckedRows, checkRows, type TrainingRows } from '../contract.ts';
import { type Factor, levelCount, levelsOf } from './levels.ts';
import type { PooledLegsModel } from './pooledLegsModel.ts';

/** What rows may be told apart by: indicator columns, or a number to be cut at its quantiles. */
export type FactorChoice =
  | { readonly name: string; readonly columns: readonly number[] }
  | { readonly name: string; readonly column: number; readonly tiers: number };

export interface PooledLegsOptions {
  readonly factors: readonly FactorChoice[];
}

/** Without any noise within levels nothing is pulled towards the common level, but the equations must stay solvable. */
const LEAST_PULL = 1e-6;

/**
 * Fits y ≈ intercept + Σ effects of the row's levels, where each factor's effects are draws about zero: levels with few
 * rows stay near the common level, those with many speak for themselves. Closed form: the variance between the levels of
 * a factor is the moment estimate of a one-way layout (none is zero and leaves the factor out), and given the variances
 * the effects of all factors together solve Henderson's mixed-model equations.
 * @throws RangeError for malformed rows (see `checkRows`), a column that does not exist, fewer than 2 tiers
 * @see Henderson 1975, Biometrics 31; Searle, Casella & McCulloch 1992, ch. 3.6 for the moment estimate
 */
export function fitPooledLegs(rows: TrainingRows, { factors: choices }: PooledLegsOptions): PooledLegsModel {
  const checked = checkRows(rows);
  const factors = choices.flatMap((choice) => {
    const factor = toFactor(choice, checked);
    const pull = pullOf(factor, checked);
    return pull < Infinity ? [{ factor, pull }] : [];
  });
  const size = factors.reduce((sum, { factor }) => sum + levelCount(factor), 1);
  const normal = new Float64Array(size * size);
  const moment = new Float64Array(size);
  const { x, y, weights } = checked;
  for (let row = 0; row < x.rows; row++) {
    const terms = [{ at: 0, share: 1 }];
    let from = 1;
    for (const { factor } of factors) {
      for (const { level, share } of levelsOf(factor, x, row)) terms.push({ at: from + level, share });
      from += levelCount(factor);
    }
    const weight = weights[row] as number;
    for (const a of terms) {
      moment[a.at] = (moment[a.at] as number) + weight * a.share * (y[row] as number);
      for (const b of terms) {
        const at = a.at * size + b.at;
        normal[at] = (normal[at] as number) + weight * a.share * b.share;
      }
    }
  }
  let from = 1;
  for (const { factor, pull } of factors) {
    for (let level = from; level < from + levelCount(factor); level++) {
      normal[level * size + level] = (normal[level * size + level] as number) + pull;
    }
    from += levelCount(factor);
  }
  const solution = solveCholesky(cholesky(normal, size), moment);
  let start = 1;
  const effects = factors.map(({ factor }) => {
    const own = { factor, effects: solution.slice(start, start + levelCount(factor)) };
    start += levelCount(factor);
    return own;
  });
  return { kind: 'pooled-legs', columns: x.columns, intercept: solution[0] as number, factors: effects };
}

function toFactor(choice: FactorChoice, { x, weights }: CheckedRows): Factor {
  const checkColumn = (column: number) => {
    if (!(Number.isInteger(column) && column >= 0 && column < x.columns)) throw new RangeError(`no column ${column}`);
  };
  const { name } = choice;
  if ('columns' in choice) {
    choice.columns.forEach(checkColumn);
    return { name, kind: 'indicators', columns: Int32Array.from(choice.columns) };
  }
  const { column, tiers } = choice;
  checkColumn(column);
  if (!(tiers >= 2)) throw new RangeError(`a factor needs at least 2 tiers, got ${tiers}`);
  const known = Array.from({ length: x.rows }, (_, row) => row).filter(
    (row) => !Number.isNaN(x.data[row * x.columns + column]),
  );
  const values = known.map((row) => x.data[row * x.columns + column] as number);
  const counts = known.map((row) => weights[row] as number);
  const cuts = Array.from({ length: tiers - 1 }, (_, i) => weightedQuantile(values, counts, (i + 1) / tiers));
  return { name, kind: 'tiers', column, cuts: Float64Array.from(values.length === 0 ? [] : cuts) };
}

/** Variance within the levels over variance between them; Infinity where the levels do not differ beyond chance. */
function pullOf(factor: Factor, { x, y, weights }: CheckedRows): number {
  const count = new Float64Array(levelCount(factor));
  const sum = new Float64Array(count.length);
  const squares = new Float64Array(count.length);
  // about a value of their own size, so that squares do not cancel
  const origin = y[0] as number;
  for (let row = 0; row < x.rows; row++) {
    for (const { level, share } of levelsOf(factor, x, row)) {
      const weight = share * (weights[row] as number);
      const value = (y[row] as number) - origin;
      count[level] = (count[level] as number) + weight;
      sum[level] = (sum[level] as number) + weight * value;
      squares[level] = (squares[level] as number) + weight * value * value;
    }
  }
  const used = Array.from(count.keys()).filter((level) => (count[level] as number) > 0);
  const total = (values: (level: number) => number) => used.reduce((all, level) => all + values(level), 0);
  const rows = total((level) => count[level] as number);
  const mean = total((level) => sum[level] as number) / rows;
  const within = total((level) => (squares[level] as number) - (sum[level] as number) ** 2 / (count[level] as number));
  const between = total(
    (level) => (count[level] as number) * ((sum[level] as number) / (count[level] as number) - mean) ** 2,
  );
  const noise = within / (rows - used.length);
  const spread =
    (between - (used.length - 1) * noise) / (rows - total((level) => (count[level] as number) ** 2) / rows);
  // rounding alone is no difference between levels
  if (!(rows > used.length && used.length > 1 && spread > 1e-12 * (noise + mean * mean))) return Infinity;
  return Math.max(noise / spread, LEAST_PULL);
}
