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
 * four columns at a time, so that a row's number, gradient and weight are read once for all four.
 */
export function fillHistogram(
  histogram: Histogram,
  binned: BinnedColumns,
  features: Int32Array,
  rows: NodeRows,
  from: number,
  until: number,
): void {
  const { starts } = binned;
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    histogram.fill(0, 2 * (starts[feature] as number), 2 * (starts[feature + 1] as number));
  }
  let f = 0;
  for (; f + 4 <= features.length; f += 4) addFour(histogram, binned, features, f, rows, from, until);
  for (; f < features.length; f++) addOne(histogram, binned, features[f] as number, rows, from, until);
}

function addFour(
  histogram: Histogram,
  { bins, starts, rows: height }: BinnedColumns,
  features: Int32Array,
  f: number,
  { order, gradients, weights }: NodeRows,
  from: number,
  until: number,
): void {
  const a = features[f] as number;
  const b = features[f + 1] as number;
  const c = features[f + 2] as number;
  const d = features[f + 3] as number;
  const startA = starts[a] as number;
  const startB = starts[b] as number;
  const startC = starts[c] as number;
  const startD = starts[d] as number;
  const columnA = a * height;
  const columnB = b * height;
  const columnC = c * height;
  const columnD = d * height;
  for (let k = from; k < until; k++) {
    const row = order[k] as number;
    const gradient = gradients[k] as number;
    const weight = weights[k] as number;
    const atA = (startA + (bins[columnA + row] as number)) << 1;
    histogram[atA] = (histogram[atA] as number) + gradient;
    histogram[atA + 1] = (histogram[atA + 1] as number) + weight;
    const atB = (startB + (bins[columnB + row] as number)) << 1;
    histogram[atB] = (histogram[atB] as number) + gradient;
    histogram[atB + 1] = (histogram[atB + 1] as number) + weight;
    const atC = (startC + (bins[columnC + row] as number)) << 1;
    histogram[atC] = (histogram[atC] as number) + gradient;
    histogram[atC + 1] = (histogram[atC + 1] as number) + weight;
    const atD = (startD + (bins[columnD + row] as number)) << 1;
    histogram[atD] = (histogram[atD] as number) + gradient;
    histogram[atD + 1] = (histogram[atD + 1] as number) + weight;
  }
}

function addOne(
  histogram: Histogram,
  { bins, starts, rows: height }: BinnedColumns,
  feature: number,
  { order, gradients, weights }: NodeRows,
  from: number,
  until: number,
): void {
  const start = starts[feature] as number;
  const column = feature * height;
  for (let k = from; k < until; k++) {
    const at = (start + (bins[column + (order[k] as number)] as number)) << 1;
    histogram[at] = (histogram[at] as number) + (gradients[k] as number);
    histogram[at + 1] = (histogram[at + 1] as number) + (weights[k] as number);
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
