import type { TrainingRows } from '../../../lib/models/contract.ts';

export interface NaiveOptions {
  readonly rounds: number;
  readonly depth: number;
  readonly learningRate: number;
  readonly l2: number;
  readonly minLeafWeight: number;
}

type Row = readonly number[];
type Tree = (row: Row) => number;

/**
 * Squared-loss boosting as the textbook says it, without histograms, bins or subtraction: every tree tries every cut
 * between neighbouring values of every column by summing over the rows themselves. Slow, and independent of the trainer.
 */
export function naiveBoosting({ x, y, weights }: Required<TrainingRows>, options: NaiveOptions): Tree {
  const rows = Array.from({ length: x.rows }, (_, i) =>
    Array.from(x.data.subarray(i * x.columns, (i + 1) * x.columns)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  const base = y.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / total;
  const cuts = Array.from({ length: x.columns }, (_, j) => {
    const values = [...new Set(rows.map((row) => row[j] ?? Number.NaN))].filter((value) => !Number.isNaN(value));
    values.sort((a, b) => a - b);
    return [...values.slice(1).map((value, i) => Math.fround(((values[i] ?? 0) + value) / 2)), Infinity];
  });
  const trees: Tree[] = [];
  const predict: Tree = (row) => trees.reduce((sum, tree) => sum + tree(row), base);
  for (let round = 0; round < options.rounds; round++) {
    const residuals = rows.map((row, i) => (y[i] ?? 0) - predict(row));
    trees.push(grow(Array.from(rows.keys()), rows, residuals, weights, cuts, options, options.depth));
  }
  return predict;
}

function grow(
  members: readonly number[],
  rows: readonly Row[],
  residuals: readonly number[],
  weights: Float64Array,
  cuts: readonly (readonly number[])[],
  options: NaiveOptions,
  depth: number,
): Tree {
  const sums = (own: readonly number[]) => ({
    weight: own.reduce((sum, i) => sum + (weights[i] ?? 0), 0),
    gradient: own.reduce((sum, i) => sum + (weights[i] ?? 0) * (residuals[i] ?? 0), 0),
  });
  const score = (own: readonly number[]) => {
    const { weight, gradient } = sums(own);
    return gradient ** 2 / (weight + options.l2);
  };
  const leaf = () => {
    const { weight, gradient } = sums(members);
    const value = (options.learningRate * gradient) / (weight + options.l2);
    return () => value;
  };
  if (depth === 0) return leaf();
  let best = { gain: 1e-9, column: 0, edge: 0, missingLeft: false };
  cuts.forEach((edges, j) => {
    const known = members.filter((i) => !Number.isNaN(rows[i]?.[j]));
    const unknown = members.filter((i) => Number.isNaN(rows[i]?.[j]));
    for (const edge of edges) {
      const low = known.filter((i) => (rows[i]?.[j] ?? 0) <= edge);
      const high = known.filter((i) => (rows[i]?.[j] ?? 0) > edge);
      for (const missingLeft of unknown.length > 0 ? [false, true] : [sums(low).weight >= sums(high).weight]) {
        const left = missingLeft ? [...low, ...unknown] : low;
        const right = missingLeft ? high : [...high, ...unknown];
        if (sums(left).weight < options.minLeafWeight || sums(right).weight < options.minLeafWeight) continue;
        const gain = score(left) + score(right) - score(members);
        if (gain <= best.gain * (1 + 1e-7)) continue;
        best = { gain, column: j, edge, missingLeft };
      }
    }
  });
  if (best.gain === 1e-9) return leaf();
  const { column, missingLeft, edge } = settled(
    best,
    members.map((i) => rows[i]?.[best.column] ?? Number.NaN),
    cuts,
  );
  const goesLeft = (row: Row) => (Number.isNaN(row[column]) ? missingLeft : (row[column] ?? 0) <= edge);
  const side = (is: boolean) => members.filter((i) => goesLeft(rows[i] ?? []) === is);
  const left = grow(side(true), rows, residuals, weights, cuts, options, depth - 1);
  const right = grow(side(false), rows, residuals, weights, cuts, options, depth - 1);
  return (row) => (goesLeft(row) ? left(row) : right(row));
}

/** Among the cuts that part the values alike, the middle one; what parts off missing values alone parts off all of them. */
function settled(
  best: { readonly column: number; readonly edge: number; readonly missingLeft: boolean },
  values: readonly number[],
  cuts: readonly (readonly number[])[],
) {
  const { column, edge, missingLeft } = best;
  const known = values.filter((value) => !Number.isNaN(value));
  const above = known.filter((value) => value > edge);
  if (above.length === 0 || above.length === known.length) return { column, edge: Infinity, missingLeft: false };
  const edges = cuts[column] ?? [];
  const first = edges.indexOf(edge);
  const beyond = edges.findIndex((own) => own >= Math.min(...above));
  return { column, edge: edges[first + Math.floor((beyond - first - 1) / 2)] ?? edge, missingLeft };
}
