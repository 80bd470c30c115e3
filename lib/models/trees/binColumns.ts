import type { CheckedRows } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';

/** How the values of every column are cut into bins. */
export interface ColumnBins {
  /** Per column, ascending: a value lies in the first bin whose edge is >= it, beyond the last edge in one more bin. */
  readonly edges: readonly Float32Array[];
  /** Per column: the bin of missing values, one after the last bin of values. */
  readonly missingBin: Uint8Array;
  /** Where the bins of column j begin when the bins of all columns are counted through; one more entry at the end. */
  readonly starts: Int32Array;
}

/** Inputs as bin numbers: that of row i in column j at [j · rows + i]. */
export interface BinnedColumns extends ColumnBins {
  readonly rows: number;
  readonly bins: Uint8Array;
}

/** The most bins of values that a column may have: with the one for missing values they fill a byte. */
export const MAX_BINS = 255;

/**
 * Cuts every column into at most `maxBins` bins of about equal weight; a column with no more distinct values than that
 * keeps them all apart. Edges are single-precision midpoints between neighbouring values.
 * @param maxBins 2 … 255
 */
export function binColumns({ x, weights }: CheckedRows, maxBins: number): ColumnBins {
  const missingBin = new Uint8Array(x.columns);
  const starts = new Int32Array(x.columns + 1);
  const values = new Float32Array(x.rows);
  const edges = Array.from({ length: x.columns }, (_, j) => {
    for (let i = 0; i < x.rows; i++) values[i] = x.data[i * x.columns + j] as number;
    const cuts = edgesOf(values, weights, maxBins);
    missingBin[j] = cuts.length + 1;
    starts[j + 1] = (starts[j] as number) + cuts.length + 2;
    return cuts;
  });
  return { edges, missingBin, starts };
}

/** Looks up the bin of every value of `x`. */
export function binRows(x: FeatureMatrix, columnBins: ColumnBins): BinnedColumns {
  const bins = new Uint8Array(x.rows * x.columns);
  columnBins.edges.forEach((cuts, j) => {
    for (let i = 0; i < x.rows; i++) {
      const value = x.data[i * x.columns + j] as number;
      bins[j * x.rows + i] = Number.isNaN(value) ? cuts.length + 1 : lowerBound(cuts, value);
    }
  });
  return { ...columnBins, rows: x.rows, bins };
}

function edgesOf(values: Float32Array, weights: Float64Array, maxBins: number): Float32Array {
  const distinct = Float32Array.from(values).sort(); // NaN comes last
  let count = 0;
  for (let i = 0; i < distinct.length && !Number.isNaN(distinct[i]); i++) {
    if (i === 0 || distinct[i] !== distinct[i - 1]) distinct[count++] = distinct[i] as number;
  }
  const present = distinct.subarray(0, count);
  if (count <= maxBins) return present.subarray(1).map((value, i) => between(present[i] as number, value));

  const massOf = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const at = lowerBound(present, values[i] as number);
    massOf[at] = (massOf[at] as number) + (weights[i] as number);
    total += weights[i] as number;
  }
  const cuts: number[] = [];
  let mass = 0; // since the last cut
  for (let i = 0; i + 1 < count && cuts.length < maxBins - 1; i++) {
    mass += massOf[i] as number;
    if (mass < total / (maxBins - cuts.length)) continue;
    cuts.push(between(present[i] as number, present[i + 1] as number));
    total -= mass;
    mass = 0;
  }
  return Float32Array.from(cuts);
}

/** A single-precision number t with low <= t < high. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle >= low && middle < high ? middle : low;
}

/** The first position whose entry is >= value; the length when there is none. */
function lowerBound(ascending: Float32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (ascending[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
