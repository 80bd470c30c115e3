import { weightedQuantile } from '../stats/weightedQuantile.ts';
import type { Attribution, TrainingRows } from './contract.ts';
import { checkColumns, checkRows } from './contract.ts';
import type { FeatureMatrix } from './matrix.ts';

/** The same prediction for every film: the trade's plain yardstick. */
export interface MultiplierModel {
  readonly kind: 'multiplier';
  readonly columns: number;
  /** Natural log of the multiplier. */
  readonly logRatio: number;
}

/**
 * The weighted median of the log ratios total / banked; its exponential is the median multiplier.
 * @throws RangeError for malformed rows (see `checkRows`)
 */
export function fitMultiplier(rows: TrainingRows): MultiplierModel {
  const { y, weights } = checkRows(rows);
  return { kind: 'multiplier', columns: rows.x.columns, logRatio: weightedQuantile(y, weights, 0.5) };
}

/** One prediction per row, all alike. @throws RangeError when the number of columns differs from the training's */
export function predictMultiplier(model: MultiplierModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  return new Float64Array(x.rows).fill(model.logRatio);
}

/** No column contributes anything. */
export function attributeMultiplier(model: MultiplierModel, x: FeatureMatrix): Attribution {
  checkColumns(model, x);
  return { base: model.logRatio, contributions: new Float64Array(x.columns) };
}
