/**
 * Inputs of the models: `rows` x `columns` numbers, row after row, in single precision because that is what the ONNX
 * graphs receive. NaN means missing.
 */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** A matrix over `data` (not copied), all missing without it. @throws RangeError when the length does not fit */
export function featureMatrix(rows: number, columns: number, data?: Float32Array): FeatureMatrix {
  const filled = data ?? new Float32Array(rows * columns).fill(Number.NaN);
  if (filled.length !== rows * columns) {
    throw new RangeError(`${rows} x ${columns} needs ${rows * columns} numbers, got ${filled.length}`);
  }
  return { rows, columns, data: filled };
}

/** A matrix of rows of equal length, copied. @throws RangeError when a row has another length than `columns` */
export function matrixOfRows(rows: readonly ArrayLike<number>[], columns: number): FeatureMatrix {
  const matrix = featureMatrix(rows.length, columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) throw new RangeError(`row ${i} has ${row.length} values instead of ${columns}`);
    matrix.data.set(row, i * columns);
  });
  return matrix;
}

/** One row, not copied. */
export function rowOf(x: FeatureMatrix, row: number): Float32Array {
  return x.data.subarray(row * x.columns, (row + 1) * x.columns);
}

/** The rows with these numbers, in this order, copied. */
export function selectRows(x: FeatureMatrix, rows: ArrayLike<number>): FeatureMatrix {
  const data = new Float32Array(rows.length * x.columns);
  for (let i = 0; i < rows.length; i++) data.set(rowOf(x, rows[i] as number), i * x.columns);
  return { rows: rows.length, columns: x.columns, data };
}
