/** Values in ascending order, and the sums of their weights up to each. */
export interface SortedValues {
  readonly sorted: Float64Array;
  readonly cumulated: Float64Array;
}

/** As many low bits of a number as hold the place of its value; they are worth less than 1e-12 of it. */
const PLACE_BITS = 12;
const PLACES = 2 ** PLACE_BITS;
const KEEP = ~(PLACES - 1);
/** Where the low half of a double lies among two 32-bit words. */
const LOW = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/**
 * Sorts values together with their weights. Sorting plain doubles is many times quicker than sorting by a comparison, so
 * each value carries its place in its lowest bits; what comes back are the values themselves.
 * @param values at most 4096, >= 0
 * @param unit what counts as one
 * @throws RangeError for more values
 */
export function sortedWithWeights(values: Float64Array, weights: Float64Array, unit: number): SortedValues {
  if (values.length > PLACES) throw new RangeError(`at most ${PLACES} values are sorted, got ${values.length}`);
  const sorted = values.slice();
  const words = new Uint32Array(sorted.buffer);
  for (let i = 0; i < sorted.length; i++) words[2 * i + LOW] = ((words[2 * i + LOW] as number) & KEEP) | i;
  sorted.sort();
  const cumulated = new Float64Array(sorted.length);
  let mass = 0;
  for (let k = 0; k < sorted.length; k++) {
    const place = (words[2 * k + LOW] as number) & (PLACES - 1);
    mass += (weights[place] as number) / unit;
    cumulated[k] = mass;
    // values that differ in their lowest bits alone may have come in the wrong order
    sorted[k] = Math.max(values[place] as number, sorted[k - 1] ?? 0);
  }
  return { sorted, cumulated };
}
