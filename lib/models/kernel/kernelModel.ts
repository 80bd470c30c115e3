import type { Coordinates } from './coordinates.ts';
import type { SupportRows } from './supportRows.ts';

/**
 * A smooth function of inputs that may be missing: with z the {@link Coordinates} of a row and s_i the
 * {@link SupportRows}, the prediction is `intercept + slope · z + Σ_i coefficients[i] · exp(−gamma · |z − s_i|²)`.
 */
export interface KernelModel {
  readonly kind: 'kernel';
  /** Columns of the inputs. */
  readonly columns: number;
  readonly coordinates: Coordinates;
  readonly support: SupportRows;
  /** > 0 */
  readonly gamma: number;
  /** One per support row. */
  readonly coefficients: Float64Array;
  /** One per coordinate. */
  readonly slope: Float64Array;
  readonly intercept: number;
}
