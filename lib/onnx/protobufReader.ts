/** The fields of one message: for each number its values in order, integers as numbers, everything else as bytes. */
export interface ProtobufFields {
  /** Integers of a field, packed lists unpacked. */
  integers(field: number): readonly number[];
  /** Byte strings of a field: texts, nested messages, fixed-size numbers. */
  bytes(field: number): readonly Uint8Array[];
  /** The last text of a field; '' without one. */
  text(field: number): string;
  /** The last integer of a field; 0 without one. */
  integer(field: number): number;
  has(field: number): boolean;
}

/**
 * Reads the fields of one protocol-buffers message without knowing its schema.
 * @throws RangeError for bytes that are no message: cut off, an unknown wire type, an overlong integer
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function readProtobuf(bytes: Uint8Array): ProtobufFields {
  const values = new Map<number, (number | Uint8Array)[]>();
  const cursor = { bytes, offset: 0 };
  while (cursor.offset < bytes.length) {
    const tag = readVarint(cursor);
    const field = Math.floor(tag / 8);
    const own = values.get(field) ?? [];
    own.push(readValue(cursor, tag % 8));
    values.set(field, own);
  }
  const of = (field: number) => values.get(field) ?? [];
  const integers = (field: number) =>
    of(field).flatMap((value) => (typeof value === 'number' ? [value] : unpack(value)));
  const blobs = (field: number) => of(field).filter((value) => typeof value !== 'number');
  return {
    integers,
    bytes: blobs,
    text: (field) => new TextDecoder().decode(blobs(field).at(-1)),
    integer: (field) => integers(field).at(-1) ?? 0,
    has: (field) => values.has(field),
  };
}

interface Cursor {
  readonly bytes: Uint8Array;
  offset: number;
}

function readValue(cursor: Cursor, wireType: number): number | Uint8Array {
  switch (wireType) {
    case 0:
      return readVarint(cursor);
    case 1:
      return take(cursor, 8);
    case 2:
      return take(cursor, readVarint(cursor));
    case 5:
      return take(cursor, 4);
    default:
      throw new RangeError(`unknown wire type ${wireType}`);
  }
}

function unpack(bytes: Uint8Array): number[] {
  const list: number[] = [];
  const cursor = { bytes, offset: 0 };
  while (cursor.offset < bytes.length) list.push(readVarint(cursor));
  return list;
}

function take(cursor: Cursor, length: number): Uint8Array {
  const end = cursor.offset + length;
  if (!(length >= 0 && end <= cursor.bytes.length)) throw new RangeError('cut off');
  const part = cursor.bytes.subarray(cursor.offset, end);
  cursor.offset = end;
  return part;
}

/** A 64-bit integer in two's complement; beyond 2^53 it is rounded. */
function readVarint(cursor: Cursor): number {
  const first = cursor.offset;
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = cursor.bytes[cursor.offset++];
    if (byte === undefined) throw new RangeError('cut off');
    if (cursor.offset - first > 10) throw new RangeError('an integer is too long');
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) break;
  }
  return cursor.offset - first < 8 ? value : exactVarint(cursor.bytes.subarray(first, cursor.offset));
}

/** Integers of eight bytes and more do not fit a double on the way. */
function exactVarint(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 127), 0n);
  return Number(BigInt.asIntN(64, value));
}
