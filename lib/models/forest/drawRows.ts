import type { Random } from '../../stats/random.ts';
import type { NodeRows } from '../trees/histogram.ts';

/** How likely each row is to be drawn, and where the search for a drawn number begins. */
export interface RowLottery {
  /** Summed weight up to and with each row. */
  readonly cumulative: Float64Array;
  /** For each of as many equal parts of the total as there are rows: the first row that reaches into it. */
  readonly guide: Int32Array;
}

/** @param weights > 0 */
export function rowLottery(weights: Float64Array): RowLottery {
  const rows = weights.length;
  const cumulative = new Float64Array(rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    total += weights[i] as number;
    cumulative[i] = total;
  }
  const guide = new Int32Array(rows);
  for (let part = 0, row = 0; part < rows; part++) {
    while ((cumulative[row] as number) <= (part / rows) * total && row + 1 < rows) row++;
    guide[part] = row;
  }
  return { cumulative, guide };
}

/**
 * A bootstrap sample: as many draws as there are rows, with replacement and by weight, each standing for the mean weight
 * of a row. A row drawn k times is there once with k times that weight.
 * @param targets the gradient of each row per unit of weight
 * @see Chen & Asau 1974 for the guide table
 */
export function bootstrapRows(random: Random, { cumulative, guide }: RowLottery, targets: Float64Array): NodeRows {
  const rows = targets.length;
  const total = cumulative[rows - 1] as number;
  const counts = new Int32Array(rows);
  let distinct = 0;
  for (let draw = 0; draw < rows; draw++) {
    const share = random();
    let row = guide[Math.floor(share * rows)] as number;
    while ((cumulative[row] as number) <= share * total && row + 1 < rows) row++;
    if (counts[row] === 0) distinct++;
    counts[row] = (counts[row] as number) + 1;
  }
  const sample = {
    order: new Int32Array(distinct),
    gradients: new Float64Array(distinct),
    weights: new Float64Array(distinct),
  };
  for (let row = 0, k = 0; row < rows; row++) {
    if (counts[row] === 0) continue;
    const weight = ((counts[row] as number) * total) / rows;
    sample.order[k] = row;
    sample.gradients[k] = weight * (targets[row] as number);
    sample.weights[k++] = weight;
  }
  return sample;
}

/** Every row once, with its own weight. */
export function everyRow(weights: Float64Array, targets: Float64Array): NodeRows {
  return {
    order: Int32Array.from(weights.keys()),
    gradients: targets.map((target, row) => target * (weights[row] as number)),
    weights: weights.slice(),
  };
}
