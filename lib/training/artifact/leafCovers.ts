/**
 * Weights of training rows in leaves, packed: as whole multiples of `unit` (a power of two), seven bits a byte, least
 * significant first, the eighth bit set where more follow (LEB128, as in protocol buffers); or, where no unit fits, in
 * single precision.
 */
export type PackedCovers =
  | { readonly unit: number; readonly multiples: Uint8Array }
  | { readonly single: Float32Array };

/** Films count 1 or 1/2, sometimes less. */
const UNITS = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 256];
const MOST = 2 ** 28;

/** Packs weights > 0; those that are no multiple of a unit are rounded to single precision. */
export function packCovers(covers: Float64Array): PackedCovers {
  const fits = (unit: number) => covers.every((cover) => Number.isInteger(cover / unit) && cover / unit < MOST);
  const unit = UNITS.find(fits);
  if (unit === undefined) return { single: Float32Array.from(covers) };
  const bytes: number[] = [];
  for (const cover of covers) {
    let rest = cover / unit;
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest);
  }
  return { unit, multiples: Uint8Array.from(bytes) };
}

/** @throws RangeError for what {@link packCovers} did not write */
export function unpackCovers(packed: PackedCovers): Float64Array {
  if ('single' in packed) return checked(Float64Array.from(packed.single));
  const covers: number[] = [];
  let value = 0;
  let scale = packed.unit;
  for (const byte of packed.multiples) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    covers.push(value);
    value = 0;
    scale = packed.unit;
  }
  if (scale !== packed.unit) throw new RangeError('the last cover is cut off');
  return checked(Float64Array.from(covers));
}

function checked(covers: Float64Array): Float64Array {
  if (!covers.every((cover) => cover > 0 && cover < Infinity)) throw new RangeError('a cover is not > 0');
  return covers;
}
