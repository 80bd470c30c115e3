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
 * The places of values in ascending order. Sorting plain doubles is many times quicker than sorting by a comparison, so
 * each value carries its place in its lowest bits; values that differ there alone may come in any order.
 * @param values at most 4096
 * @throws RangeError for more
 */
export function sortedPlaces(values: Float64Array): Uint16Array {
  if (values.length > PLACES) throw new RangeError(`at most ${PLACES} values are sorted, got ${values.length}`);
  const marked = values.slice();
  const words = new Uint32Array(marked.buffer);
  for (let i = 0; i < values.length; i++) words[2 * i + LOW] = ((words[2 * i + LOW] as number) & KEEP) | i;
  marked.sort();
  const places = new Uint16Array(values.length);
  for (let k = 0; k < places.length; k++) places[k] = (words[2 * k + LOW] as number) & (PLACES - 1);
  return places;
}

/**
 * Sorts values together with their weights.
 * @param values at most 4096
 * @param unit what counts as one
 * @throws RangeError for more values
 */
export function sortedWithWeights(values: Float64Array, weights: Float64Array, unit: number): SortedValues {
  const sorted = new Float64Array(values.length);
  const cumulated = new Float64Array(values.length);
  let mass = 0;
  let last = Number.NEGATIVE_INFINITY;
  const places = sortedPlaces(values);
  for (let k = 0; k < places.length; k++) {
    const place = places[k] as number;
    mass += (weights[place] as number) / unit;
    cumulated[k] = mass;
    last = Math.max(last, values[place] as number);
    sorted[k] = last;
  }
  return { sorted, cumulated };
}
