/**
 * The sample quantile at probability p, interpolated linearly between order statistics: position (n − 1)·p of the sorted
 * values. NaN for no values.
 * @param values any order, no NaN
 * @param p in [0, 1]
 * @throws RangeError for another p
 * @see Hyndman & Fan 1996, definition 7 (the default of R, NumPy and Excel)
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie in [0, 1], got ${p}`);
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below === above ? below : below + (above - below) * (position - Math.floor(position));
}
