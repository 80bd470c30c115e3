import { AppError } from '../errors/appError.ts';

/** Data without behaviour: what models are made of. */
export type Plain =
  | number
  | string
  | boolean
  | null
  | PlainArray
  | readonly Plain[]
  | { readonly [key: string]: Plain };
export type PlainArray = Float64Array | Float32Array | Int32Array | Uint8Array;

const ARRAYS = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u8: Uint8Array } as const;
type ArrayKind = keyof typeof ARRAYS;

/** "MQ1" and a line feed: the first four bytes of every encoding. */
const MAGIC = 0x0a31514d;
const PREAMBLE = 8;

/**
 * Plain data as bytes: magic, length of the head, a JSON head (keys sorted, typed arrays replaced by their kind and
 * length), then the arrays, little-endian, each on a multiple of eight. The same data gives the same bytes; every
 * number of an array comes back to the bit, NaN and infinities included.
 * @throws RangeError for a number outside an array that JSON cannot hold
 */
export function encodePlain(value: Plain): Uint8Array {
  const arrays: PlainArray[] = [];
  const head = new TextEncoder().encode(JSON.stringify(outline(value, arrays)));
  const start = aligned(PREAMBLE + head.length);
  const bytes = new Uint8Array(arrays.reduce((end, array) => end + aligned(array.byteLength), start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, head.length, true);
  bytes.set(head, PREAMBLE);
  let offset = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += aligned(array.byteLength);
  }
  return bytes;
}

/**
 * The inverse of {@link encodePlain}; arrays are copies.
 * @throws AppError `model.malformed` for bytes that {@link encodePlain} did not write
 */
export function decodePlain(bytes: Uint8Array): Plain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREAMBLE || view.getUint32(0, true) !== MAGIC) throw malformed('unknown beginning');
  const headLength = view.getUint32(4, true);
  const body = { bytes, offset: aligned(PREAMBLE + headLength) };
  if (body.offset > bytes.length) throw malformed('cut off');
  let head: unknown;
  try {
    head = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREAMBLE, PREAMBLE + headLength)),
    );
  } catch (cause) {
    throw malformed('unreadable head', cause);
  }
  const value = filled(head, body);
  if (body.offset !== bytes.length) throw malformed('wrong length');
  return value;
}

function outline(value: Plain, arrays: PlainArray[]): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be written`);
  if (typeof value !== 'object' || value === null) return value;
  for (const [kind, type] of Object.entries(ARRAYS)) {
    if (!(value instanceof type)) continue;
    arrays.push(value);
    return { $array: kind, length: value.length };
  }
  if (Array.isArray(value)) return value.map((entry: Plain) => outline(entry, arrays));
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, outline(entry, arrays)]));
}

function filled(value: unknown, body: { readonly bytes: Uint8Array; offset: number }): Plain {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return value;
  }
  if (Array.isArray(value)) return value.map((entry) => filled(entry, body));
  const record = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(record, '$array')) return takeArray(record['$array'], record['length'], body);
  return Object.fromEntries(Object.entries(record).map(([key, entry]) => [key, filled(entry, body)]));
}

function takeArray(kind: unknown, length: unknown, body: { readonly bytes: Uint8Array; offset: number }): PlainArray {
  const known = typeof kind === 'string' && Object.hasOwn(ARRAYS, kind);
  if (!known || !Number.isSafeInteger(length) || Number(length) < 0) throw malformed('unknown array');
  const type = ARRAYS[kind as ArrayKind];
  const size = Number(length) * type.BYTES_PER_ELEMENT;
  if (body.offset + size > body.bytes.length) throw malformed('cut off');
  const copy = body.bytes.slice(body.offset, body.offset + size);
  body.offset += aligned(size);
  return new type(copy.buffer);
}

function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

function malformed(detail: string, cause?: unknown): AppError {
  return new AppError('model.malformed', { detail }, { cause });
}
