import type { CheckedRows } from '../contract.ts';

/** How far beyond the training data a standardized input may carry a prediction; see {@link columnSummary}. */
const REACH_DEVIATIONS = 6;
const REACH_RANGE = 1.5;

/** One column of the inputs as the ridge sees it, over the rows in which it is present. */
export interface ColumnSummary {
  readonly mean: number;
  /** Weighted standard deviation; 0 for a column that is constant or never present. */
  readonly deviation: number;
  readonly lower: number;
  readonly upper: number;
  /** Sum of the weights of the rows in which the column is missing. */
  readonly missingWeight: number;
}

/**
 * Mean, deviation and range of one column. The range is what a prediction may rely on: the mean plus or minus 6
 * deviations or 1.5 times the farthest training value on that side, whichever is wider. A record film's running gross
 * (a logarithm, rarely beyond 4 deviations) therefore keeps extrapolating, half as far again as the biggest film ever
 * trained on, while a broken count of a thousand times the usual cannot carry the forecast away.
 */
export function columnSummary(rows: CheckedRows, column: number): ColumnSummary {
  const { x, weights } = rows;
  let present = 0;
  let missingWeight = 0;
  let sum = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < x.rows; i++) {
    const value = x.data[i * x.columns + column] as number;
    const weight = weights[i] as number;
    if (Number.isNaN(value)) {
      missingWeight += weight;
      continue;
    }
    present += weight;
    sum += weight * value;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  if (!(largest > smallest)) {
    const constant = present > 0 ? smallest : 0;
    return { mean: constant, deviation: 0, lower: constant, upper: constant, missingWeight };
  }
  const mean = sum / present;
  let squares = 0;
  for (let i = 0; i < x.rows; i++) {
    const value = x.data[i * x.columns + column] as number;
    if (!Number.isNaN(value)) squares += (weights[i] as number) * (value - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / present);
  const lower = mean - Math.max(REACH_DEVIATIONS * deviation, REACH_RANGE * (mean - smallest));
  const upper = mean + Math.max(REACH_DEVIATIONS * deviation, REACH_RANGE * (largest - mean));
  return { mean, deviation, lower, upper, missingWeight };
}
