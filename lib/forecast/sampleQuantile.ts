/**
 * The quantile of a future value by the split-conformal rank: of n earlier values and one to come, all orders alike, the
 * ⌈(n + 1)·level⌉-th smallest is not exceeded with probability `level` at least; below one half the mirror image,
 * ⌊(n + 1)·level⌋; at one half the median. Where n is too small to vouch for the level, the outermost value stands in.
 * With weights, values count as often as they weigh and the one to come counts once, as the latest do.
 * @param sorted ascending, at least one value
 * @param cumulated sums of the weights up to each value; without them every value weighs one
 * @throws RangeError for no values or a level outside (0, 1)
 * @see Vovk, Gammerman & Shafer 2005, ch. 2; Barber, Candès, Ramdas & Tibshirani 2023, "Conformal prediction beyond
 * exchangeability", for the weights
 */
export function sampleQuantile(sorted: ArrayLike<number>, level: number, cumulated?: ArrayLike<number>): number {
  const n = sorted.length;
  if (n === 0 || !(level > 0 && level < 1)) throw new RangeError(`no quantile ${level} of ${n} values`);
  const upTo = (place: number) => (cumulated ? (cumulated[place] ?? Number.NaN) : place + 1);
  const all = upTo(n - 1);
  // 100 * 0.55 is 55.00000000000001
  const slack = 1e-9 * (all + 1);
  const first = (mass: number) => {
    // the first place up to which there is that mass
    let [low, high] = [0, n - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo(middle) >= mass - slack) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  if (level === 0.5) return (at(sorted, first(all / 2)) + at(sorted, first(all / 2 + 2 * slack))) / 2;
  if (level > 0.5) return at(sorted, first((all + 1) * level));
  // mirrored: the last place from which on there is the mass of one minus the level
  return at(sorted, first(all - (all + 1) * (1 - level) + 2 * slack));
}

function at(sorted: ArrayLike<number>, index: number): number {
  return sorted[index] ?? Number.NaN;
}
