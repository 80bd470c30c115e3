/**
 * A linear model over inputs that may be missing, however its coefficients were found (ridge or elastic net). For column j with value x the contribution is
 * `slope[j] · (clamp(x, lower[j], upper[j]) − mean[j]) + flag[j] · (0 − missingShare[j])`, and for a missing value
 * `flag[j] · (1 − missingShare[j])`; the prediction is `intercept` plus all contributions. Columns that taught nothing
 * have slope and flag zero. All arrays have one entry per input column.
 */
export interface RidgeModel {
  readonly kind: 'ridge';
  readonly columns: number;
  readonly intercept: number;
  /** The penalty per unit of training weight, on standardized columns. */
  readonly penalty: number;
  readonly mean: Float64Array;
  readonly slope: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly flag: Float64Array;
  readonly missingShare: Float64Array;
}
