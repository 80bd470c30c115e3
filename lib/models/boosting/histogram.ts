import type { BinnedColumns } from './binColumns.ts';

/**
 * Sums over rows per bin of every column: weighted gradient at [2 · bin], weight at [2 · bin + 1], bins counted through
 * all columns as in `BinnedColumns.starts`.
 */
export type Histogram = Float64Array;

/** The rows of a node, gathered so that the hot loops read them in order. */
export interface NodeRows {
  /** Row numbers; those of one node lie together. */
  readonly order: Int32Array;
  /** Weighted gradient and weight of the row at the same position of `order`. */
  readonly gradients: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Overwrites the bins of the given columns with the sums over positions from … until − 1. The hottest loop of training:
 * two columns at a time, so that a row's number, gradient and weight are read once for both.
 */
export function fillHistogram(
  histogram: Histogram,
  binned: BinnedColumns,
  features: Int32Array,
  rows: NodeRows,
  from: number,
  until: number,
): void {
  const { bins, starts } = binned;
  const { order, gradients, weights } = rows;
  for (let f = 0; f < features.length; f += 2) {
    const first = features[f] as number;
    const second = f + 1 < features.length ? (features[f + 1] as number) : -1;
    const base1 = first * binned.rows;
    const start1 = starts[first] as number;
    histogram.fill(0, 2 * start1, 2 * (starts[first + 1] as number));
    if (second < 0) {
      for (let k = from; k < until; k++) {
        const at = (start1 + (bins[base1 + (order[k] as number)] as number)) << 1;
        histogram[at] = (histogram[at] as number) + (gradients[k] as number);
        histogram[at + 1] = (histogram[at + 1] as number) + (weights[k] as number);
      }
      return;
    }
    const base2 = second * binned.rows;
    const start2 = starts[second] as number;
    histogram.fill(0, 2 * start2, 2 * (starts[second + 1] as number));
    for (let k = from; k < until; k++) {
      const row = order[k] as number;
      const gradient = gradients[k] as number;
      const weight = weights[k] as number;
      const at1 = (start1 + (bins[base1 + row] as number)) << 1;
      const at2 = (start2 + (bins[base2 + row] as number)) << 1;
      histogram[at1] = (histogram[at1] as number) + gradient;
      histogram[at1 + 1] = (histogram[at1 + 1] as number) + weight;
      histogram[at2] = (histogram[at2] as number) + gradient;
      histogram[at2 + 1] = (histogram[at2 + 1] as number) + weight;
    }
  }
}

/** Turns the histogram of a parent into that of one child by taking away the other child's. */
export function subtractHistogram(
  parent: Histogram,
  child: Histogram,
  binned: BinnedColumns,
  features: Int32Array,
): void {
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    const end = 2 * (binned.starts[feature + 1] as number);
    for (let at = 2 * (binned.starts[feature] as number); at < end; at++) {
      parent[at] = (parent[at] as number) - (child[at] as number);
    }
  }
}
