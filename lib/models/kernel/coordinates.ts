import type { CheckedRows } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { columnSummary } from '../ridge/columnSummary.ts';
import { ridgeTerms } from '../ridge/ridgeTerms.ts';

/**
 * How a row of inputs becomes a point in the space in which distances are taken. Coordinate k reads
 * `raw = flag[k] ? (missing ? 1 : 0) : (missing ? center[k] : value)` from column `column[k]` and is
 * `clamp((raw − center[k]) · scale[k], lower[k], upper[k])`, with weighted mean 0 and the emphasis on its column as
 * deviation over the training rows. All arrays have one entry per coordinate.
 */
export interface Coordinates {
  readonly column: Int32Array;
  /** 1 where the coordinate says that the column is missing, 0 where it is the column's value. */
  readonly flag: Uint8Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

export interface CoordinateOptions {
  /** Per column 1 where the model must not see it, else 0. */
  readonly ignored?: Uint8Array;
  /**
   * Per column how far apart it puts rows that differ in it by one deviation, >= 0; columns of none are not seen. Default
   * 1 each. Distances over many columns are ruled by those that say nothing unless what matters counts for more.
   */
  readonly emphasis?: Float64Array;
  /** Whether that a value is missing may be a coordinate; default true. */
  readonly flags?: boolean;
  /** A value, or the flag that it is missing, makes a coordinate where rows of this weight bear it; default 8. */
  readonly minWeight?: number;
}

/**
 * Coordinates for training rows: those of a ridge (see `columnSummary` and `ridgeTerms`), so a column that never varies
 * has none, and a missing value stands at its column's mean.
 * @throws RangeError when `ignored` or `emphasis` has another length than the rows have columns, or one is negative
 */
export function coordinatesOf(rows: CheckedRows, options: CoordinateOptions = {}): Coordinates {
  const { columns } = rows.x;
  const { ignored = new Uint8Array(columns), emphasis = new Float64Array(columns).fill(1) } = options;
  const { flags = true, minWeight = 8 } = options;
  if (ignored.length !== columns || emphasis.length !== columns) {
    throw new RangeError(`${columns} columns, ${ignored.length} marks of what is ignored, ${emphasis.length} emphases`);
  }
  if (!emphasis.every((own) => own >= 0 && own < Infinity)) throw new RangeError('an emphasis is not >= 0');
  const total = rows.weights.reduce((sum, weight) => sum + weight, 0);
  const seen = Array.from({ length: columns }, (_, column) => column).filter(
    (column) => ignored[column] === 0 && (emphasis[column] as number) > 0,
  );
  const terms = seen
    .flatMap((column) => ridgeTerms(columnSummary(rows, column), column, total, minWeight))
    .filter(({ flag }) => flags || !flag);
  const stretch = Float64Array.from(terms, ({ column, scale }) => (emphasis[column] as number) / scale);
  return {
    column: Int32Array.from(terms, ({ column }) => column),
    flag: Uint8Array.from(terms, ({ flag }) => Number(flag)),
    lower: stretch.map((own, k) => ((terms[k]?.lower ?? 0) - (terms[k]?.center ?? 0)) * own),
    upper: stretch.map((own, k) => ((terms[k]?.upper ?? 0) - (terms[k]?.center ?? 0)) * own),
    center: Float64Array.from(terms, ({ center }) => center),
    scale: stretch,
  };
}

/** Rows x coordinates, row after row. */
export function placeRows(coordinates: Coordinates, x: FeatureMatrix): Float64Array {
  const { column, flag, lower, upper, center, scale } = coordinates;
  const width = column.length;
  const points = new Float64Array(x.rows * width);
  for (let row = 0; row < x.rows; row++) {
    for (let k = 0; k < width; k++) {
      const value = x.data[row * x.columns + (column[k] as number)] as number;
      const missing = Number.isNaN(value);
      const own = center[k] as number;
      const raw = flag[k] === 1 ? Number(missing) : missing ? own : value;
      const scaled = (raw - own) * (scale[k] as number);
      points[row * width + k] = Math.min(Math.max(scaled, lower[k] as number), upper[k] as number);
    }
  }
  return points;
}
