import type { CheckedRows } from '../contract.ts';

/** How many deviations from its mean a value may stand; see {@link columnSummary}. */
const REACH = 3;

/** One column of the inputs as the ridge sees it, over the rows in which it is present. */
export interface ColumnSummary {
  /** Values count as if they lay within these bounds, in training and in prediction. */
  readonly lower: number;
  readonly upper: number;
  /** Weighted mean and standard deviation of the bounded values; deviation 0 for a column that teaches nothing. */
  readonly mean: number;
  readonly deviation: number;
  /** Sum of the weights of the rows in which the column is missing. */
  readonly missingWeight: number;
}

/**
 * Bounds, mean and deviation of one column. The bounds are three deviations of the raw values. They take the leverage
 * from the few huge values of raw counts, in training, and keep a broken number from carrying a forecast away. They
 * hardly bind for logarithms of money: a record's running gross stands about two deviations out in its market, and what
 * lies beyond is carried by the anchor that forecasts are ratios to, not by this slope.
 */
export function columnSummary(rows: CheckedRows, column: number): ColumnSummary {
  const { x, weights } = rows;
  let present = 0;
  let missingWeight = 0;
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
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  if (!(largest > smallest)) {
    const constant = present > 0 ? smallest : 0;
    return { mean: constant, deviation: 0, lower: constant, upper: constant, missingWeight };
  }
  const raw = moments(rows, column, present, smallest, largest);
  const lower = raw.mean - REACH * raw.deviation;
  const upper = raw.mean + REACH * raw.deviation;
  return { lower, upper, ...moments(rows, column, present, lower, upper), missingWeight };
}

/** Weighted mean and standard deviation of the present values, each moved into [lower, upper]. */
function moments({ x, weights }: CheckedRows, column: number, present: number, lower: number, upper: number) {
  let sum = 0;
  for (let i = 0; i < x.rows; i++) {
    const value = x.data[i * x.columns + column] as number;
    if (!Number.isNaN(value)) sum += (weights[i] as number) * Math.min(Math.max(value, lower), upper);
  }
  const mean = sum / present;
  let squares = 0;
  for (let i = 0; i < x.rows; i++) {
    const value = x.data[i * x.columns + column] as number;
    if (!Number.isNaN(value)) squares += (weights[i] as number) * (Math.min(Math.max(value, lower), upper) - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / present) };
}
