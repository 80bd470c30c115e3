import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { VERSION } from '../deployment/version.ts';

/** What a column holds. Integers fit 64 bits and are exact; moments are ms since the epoch; days as in `Day`. */
type ColumnType = keyof typeof TYPES;

/** One column of a table: its name, its type, and where its value comes from; undefined is NULL. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly of: (row: Row) => string | number | undefined;
  /** Every row has a value. */
  readonly required?: true;
}

const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  /** Millisecond timestamps of this kind are UTC for every reader. */
  moment: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  day: { type: 'INT32', converted_type: 'DATE' },
} as const satisfies Record<string, Partial<SchemaElement>>;

/**
 * Rows as one Parquet file, compressed by Snappy; the same rows give the same bytes.
 * @throws RangeError for an integer that is not safe
 * @see the Apache Parquet format, version 2
 */
export function writeParquet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Uint8Array {
  const elements = columns.map(({ name, type, required }) => {
    return { name, ...TYPES[type], repetition_type: required ? 'REQUIRED' : 'OPTIONAL' } as const;
  });
  const columnData = columns.map(({ name, type, of }) => ({ name, data: rows.map((row) => stored(type, of(row))) }));
  const file = parquetWriteBuffer({
    columnData,
    schema: [{ name: 'root', num_children: columns.length }, ...elements],
    codec: 'SNAPPY',
    createdBy: `marquee ${VERSION}`,
  });
  return new Uint8Array(file);
}

function stored(type: ColumnType, value: string | number | undefined): string | number | bigint | null {
  if (value === undefined) return null;
  if (type !== 'integer' && type !== 'moment') return value;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no exact integer`);
  return BigInt(value);
}
