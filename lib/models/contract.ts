import type { FeatureMatrix } from './matrix.ts';
import { selectRows } from './matrix.ts';

/**
 * What a model learns from. `y` has one target per row of `x` (here: natural logs of money ratios). `weights` are >= 0
 * and count rows: weight 2 is the row twice, weight 0 is its absence; without them every row counts once.
 */
export interface TrainingRows {
  readonly x: FeatureMatrix;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
}

/**
 * Why a prediction is what it is: `base` is the prediction for "a film of the training set", and base plus all
 * contributions (one per column of the inputs, in units of the target) is the prediction.
 */
export interface Attribution {
  readonly base: number;
  readonly contributions: Float64Array;
}

/** Training rows whose every weight is positive and whose every number has been checked. */
export interface CheckedRows {
  /** For each row kept, its number in the rows given. */
  readonly source: Int32Array;
  readonly x: FeatureMatrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Training rows without those of weight zero, so that these cannot matter to any fit.
 * @throws RangeError for lengths that do not fit, for a negative or non-finite weight, for a counted row with a
 * non-finite target or an infinite input, and when no row is left
 */
export function checkRows(rows: TrainingRows): CheckedRows {
  const { x, y } = rows;
  const weights = rows.weights ?? new Float64Array(x.rows).fill(1);
  if (y.length !== x.rows || weights.length !== x.rows || x.data.length !== x.rows * x.columns) {
    throw new RangeError(`${x.rows} rows do not fit ${y.length} targets, ${weights.length} weights`);
  }
  if (!weights.every((weight) => weight >= 0 && weight < Infinity)) throw new RangeError('a weight is not >= 0');
  const counted = Int32Array.from(weights.keys()).filter((row) => (weights[row] as number) > 0);
  if (counted.length === 0) throw new RangeError('there is no row to learn from');
  const checked = {
    source: counted,
    x: selectRows(x, counted),
    y: Float64Array.from(counted, (row) => y[row] as number),
    weights: Float64Array.from(counted, (row) => weights[row] as number),
  };
  if (!checked.y.every(Number.isFinite)) throw new RangeError('a target is not a finite number');
  if (checked.x.data.some((value) => Math.abs(value) === Infinity)) throw new RangeError('an input is infinite');
  return checked;
}

/** @throws RangeError unless inputs have the number of columns that the model was fitted on */
export function checkColumns(model: { readonly columns: number }, x: FeatureMatrix): void {
  if (x.columns !== model.columns) throw new RangeError(`expected ${model.columns} columns, got ${x.columns}`);
}
