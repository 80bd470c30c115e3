/** Standardized numbers are kept within this many deviations: a wild input may not shout. */
export const LIMIT = 5;

/** Columns that were known for fewer than this share of the rows say nothing. */
const LEAST_KNOWN = 0.01;

/** Missing shares within this of none or all need no flag. */
const LEAST_MISSING = 0.01;

/** How raw columns become inputs of a network: the standardized `used` ones, 0 = missing or mean, then flags. */
export interface Standardizer {
  /** Columns whose values are used. */
  readonly used: Int32Array;
  /** Of each used column. */
  readonly mean: Float32Array;
  /** 1 / standard deviation of each used column. */
  readonly inverse: Float32Array;
  /** Columns of which a flag tells whether they are missing. */
  readonly flagged: Int32Array;
}

/** Weighted sums over the known values of columns. */
export interface ColumnSums {
  readonly known: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  total: number;
}

export function columnSums(columns: number): ColumnSums {
  const sums = () => new Float64Array(columns);
  return { known: sums(), sum: sums(), squares: sums(), total: 0 };
}

/** Counts one row of raw columns. @param shift near the means, so that squares keep their digits */
export function addRow(sums: ColumnSums, data: Float32Array, offset: number, weight: number): void {
  sums.total += weight;
  for (let column = 0; column < sums.known.length; column++) {
    const value = data[offset + column] as number;
    if (Number.isNaN(value)) continue;
    sums.known[column] = (sums.known[column] as number) + weight;
    sums.sum[column] = (sums.sum[column] as number) + weight * value;
    sums.squares[column] = (sums.squares[column] as number) + weight * value * value;
  }
}

/** @param joined whether a column may be used at all */
export function standardizer(sums: ColumnSums, joined: (column: number) => boolean): Standardizer {
  const used: number[] = [];
  const mean: number[] = [];
  const inverse: number[] = [];
  const flagged: number[] = [];
  for (let column = 0; column < sums.known.length; column++) {
    const known = sums.known[column] as number;
    if (!joined(column) || !(known > LEAST_KNOWN * sums.total)) continue;
    const centre = (sums.sum[column] as number) / known;
    const variance = (sums.squares[column] as number) / known - centre * centre;
    if (variance > 1e-9 * (1 + centre * centre)) {
      used.push(column);
      mean.push(centre);
      inverse.push(1 / Math.sqrt(variance));
    }
    if (known < (1 - LEAST_MISSING) * sums.total) flagged.push(column);
  }
  return {
    used: Int32Array.from(used),
    mean: Float32Array.from(mean),
    inverse: Float32Array.from(inverse),
    flagged: Int32Array.from(flagged),
  };
}

/** Numbers that a standardizer makes of a row. */
export function widthOf({ used, flagged }: Standardizer): number {
  return used.length + flagged.length;
}

/**
 * Writes the inputs of one row.
 * @param hidden by column: 1 = as if it were missing; undefined hides nothing
 */
export function standardizeRow(
  { used, mean, inverse, flagged }: Standardizer,
  data: Float32Array,
  offset: number,
  hidden: Uint8Array | undefined,
  into: Float32Array | Float64Array,
  at: number,
): void {
  for (let i = 0; i < used.length; i++) {
    const column = used[i] as number;
    const raw = data[offset + column] as number;
    if (Number.isNaN(raw) || hidden?.[column] === 1) {
      into[at + i] = 0;
      continue;
    }
    const value = Math.fround(Math.fround(raw - (mean[i] as number)) * (inverse[i] as number));
    into[at + i] = Math.max(-LIMIT, Math.min(LIMIT, value));
  }
  for (let i = 0; i < flagged.length; i++) {
    const column = flagged[i] as number;
    const missing = Number.isNaN(data[offset + column] as number) || hidden?.[column] === 1;
    into[at + used.length + i] = missing ? 1 : 0;
  }
}
