import { canonicalJson } from './canonicalJson.ts';

/**
 * Plain data (numbers, texts, booleans, null, lists, records, typed arrays of numbers) as bytes, the same bytes for the
 * same data: one line of canonical JSON in which a typed array is a reference, padding to 8 bytes, then the arrays in
 * little-endian order, each begun at a multiple of 8. What JSON cannot hold (NaN, infinities) may stand in typed arrays.
 */
export function toPlainBytes(value: unknown): Uint8Array {
  const arrays: PlainArray[] = [];
  let end = 0;
  const shape = mapPlain(value, (array) => {
    const reference = { [REFERENCE]: [KINDS.findIndex((kind) => array instanceof kind), end, array.length] };
    arrays.push(array);
    end = padded(end + array.byteLength);
    return reference;
  });
  const head = new TextEncoder().encode(`${canonicalJson(shape)}\n`);
  const start = padded(head.length);
  const bytes = new Uint8Array(start + end);
  bytes.fill(SPACE, head.length, start);
  bytes.set(head);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at = padded(at + array.byteLength);
  }
  return bytes;
}

/**
 * Reads what {@link toPlainBytes} wrote; typed arrays are copies.
 * @throws RangeError or SyntaxError for bytes it did not write
 */
export function fromPlainBytes(bytes: Uint8Array): unknown {
  const newline = bytes.indexOf(NEWLINE);
  if (newline < 0) throw new RangeError('no head');
  const start = padded(newline + 1);
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const reference = (value as Record<string, unknown>)[REFERENCE];
    if (reference === undefined) {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
    }
    const [kind, at, length] = reference as readonly [number, number, number];
    const Kind = KINDS[kind];
    if (!Kind || !(length >= 0) || start + at + length * Kind.BYTES_PER_ELEMENT > bytes.length) {
      throw new RangeError('an array lies outside the bytes');
    }
    // not slice: that of a Buffer shares memory
    const copy = new Uint8Array(length * Kind.BYTES_PER_ELEMENT);
    copy.set(bytes.subarray(start + at, start + at + copy.length));
    return new Kind(copy.buffer);
  };
  return resolve(JSON.parse(new TextDecoder().decode(bytes.subarray(0, newline))));
}

type PlainArray = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** The order is part of the format: only append. */
const KINDS = [Float64Array, Float32Array, Int32Array, Int16Array, Int8Array, Uint8Array] as const;
const REFERENCE = '$array';
const NEWLINE = 10;
const SPACE = 32;

const padded = (size: number) => Math.ceil(size / 8) * 8;

function mapPlain(value: unknown, onArray: (array: PlainArray) => unknown): unknown {
  if (KINDS.some((kind) => value instanceof kind)) return onArray(value as PlainArray);
  if (Array.isArray(value)) return value.map((entry) => mapPlain(entry, onArray));
  if (value === null || typeof value !== 'object') return value;
  // sorted here, so that the arrays lie in the same order whatever the order of the members
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, mapPlain((value as Record<string, unknown>)[name], onArray)]));
}
