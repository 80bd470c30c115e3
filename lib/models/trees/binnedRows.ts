import type { TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import type { BinnedColumns } from './binColumns.ts';
import { binColumns, binRows } from './binColumns.ts';

/** Training rows whose inputs are bin numbers, checked and without rows of weight zero; several fits may share them. */
export interface BinnedRows {
  readonly binned: BinnedColumns;
  /** For each row, its number in the rows that were binned. */
  readonly source: Int32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** The columns in which rows differ, ascending: no tree can ask for another. */
  readonly varied: Int32Array;
}

/** Bins per column unless told otherwise: 64 did no worse than 255 on films and take half the time. */
const USUAL_BINS = 64;

/**
 * Cuts inputs into bins once, so that many trees and models can be fitted on them.
 * @param bins of values per column, 2 … 255
 * @throws RangeError for malformed rows; see `checkRows`
 */
export function binTrainingRows(rows: TrainingRows, bins = USUAL_BINS): BinnedRows {
  const training = checkRows(rows);
  const { source, x, y, weights } = training;
  const binned = binRows(x, binColumns(training, bins));
  const varied = Int32Array.from(binned.edges.keys()).filter((column) => {
    const own = binned.bins.subarray(column * x.rows, (column + 1) * x.rows);
    return own.some((bin) => bin !== own[0]);
  });
  return { binned, source, y, weights, varied };
}

/** Rows as they are if binned already, else binned. */
export function asBinnedRows(rows: TrainingRows | BinnedRows, bins?: number): BinnedRows {
  return 'binned' in rows ? rows : binTrainingRows(rows, bins);
}

/**
 * The same inputs and weights with other targets.
 * @param y one target per row of the rows that were binned
 * @throws RangeError when one is absent or not finite
 */
export function withTarget(rows: BinnedRows, y: Float64Array): BinnedRows {
  const own = Float64Array.from(rows.source, (row) => y[row] ?? Number.NaN);
  if (!own.every(Number.isFinite)) throw new RangeError('a target is not a finite number');
  return { ...rows, y: own };
}
