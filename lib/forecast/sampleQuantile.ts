/**
 * The quantile of a future value by the split-conformal rank: of n earlier values and one to come, all orders alike, the
 * ⌈(n + 1)·level⌉-th smallest is not exceeded with probability `level` at least; below one half the mirror image,
 * ⌊(n + 1)·level⌋; at one half the median. Where n is too small to vouch for the level, the outermost value stands in.
 * @param sorted ascending, at least one value
 * @throws RangeError for no values or a level outside (0, 1)
 * @see Vovk, Gammerman & Shafer 2005, ch. 2
 */
export function sampleQuantile(sorted: ArrayLike<number>, level: number): number {
  const n = sorted.length;
  if (n === 0 || !(level > 0 && level < 1)) throw new RangeError(`no quantile ${level} of ${n} values`);
  if (level === 0.5) return (at(sorted, (n - 1) >> 1) + at(sorted, n >> 1)) / 2;
  const exact = (n + 1) * level;
  // 100 * 0.55 is 55.00000000000001
  const rank = level > 0.5 ? Math.ceil(exact - 1e-9) : Math.floor(exact + 1e-9);
  return at(sorted, Math.min(Math.max(rank, 1), n) - 1);
}

function at(sorted: ArrayLike<number>, index: number): number {
  return sorted[index] ?? Number.NaN;
}
