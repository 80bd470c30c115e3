/** Earlier films and the yardstick by which they are compared. Arrays per yardstick column unless said otherwise. */
export interface ComparablesModel {
  readonly kind: 'comparables';
  /** Columns of the inputs, of which the yardstick uses some. */
  readonly columns: number;
  /** How many neighbours speak. */
  readonly k: number;
  /** Numbers of the yardstick's columns among the inputs. */
  readonly yardstick: Int32Array;
  readonly center: Float64Array;
  readonly scale: Float64Array;
  /** How much the column counts; they sum to one. */
  readonly importance: Float64Array;
  /** Standardized values, films x yardstick columns, film after film; NaN = missing. */
  readonly films: Float64Array;
  /** Per film: log ratio, weight, and its row number in the training rows. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly source: Int32Array;
}
