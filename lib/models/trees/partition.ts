import type { BinnedColumns } from './binColumns.ts';
import type { NodeRows } from './histogram.ts';
import type { Split } from './split.ts';

/** As much memory as {@link partition} needs for nodes of up to `size` rows. */
export function rowsMemory(size: number): NodeRows {
  return { order: new Int32Array(size), gradients: new Float64Array(size), weights: new Float64Array(size) };
}

/**
 * Puts the rows that go left before those that go right, each in their old order.
 * @param aside memory for as many rows, overwritten
 * @returns where the right ones begin
 */
export function partition(
  rows: NodeRows,
  aside: NodeRows,
  from: number,
  until: number,
  binned: BinnedColumns,
  { feature, bin, missingLeft }: Split,
): number {
  const { order, gradients, weights } = rows;
  const base = feature * binned.rows;
  const missing = binned.missingBin[feature] as number;
  let kept = from;
  let moved = 0;
  for (let k = from; k < until; k++) {
    const row = order[k] as number;
    const own = binned.bins[base + row] as number;
    if (own === missing ? missingLeft : own <= bin) {
      order[kept] = row;
      gradients[kept] = gradients[k] as number;
      weights[kept++] = weights[k] as number;
    } else {
      aside.order[moved] = row;
      aside.gradients[moved] = gradients[k] as number;
      aside.weights[moved++] = weights[k] as number;
    }
  }
  for (let k = 0; k < moved; k++) {
    order[kept + k] = aside.order[k] as number;
    gradients[kept + k] = aside.gradients[k] as number;
    weights[kept + k] = aside.weights[k] as number;
  }
  return kept;
}
