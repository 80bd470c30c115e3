/**
 * The weighted sample quantile at probability p: the value at which the cumulated weight of the sorted values passes p,
 * and the middle of two neighbours where it is reached exactly, so that for equal weights and p = 0.5 it is the usual
 * median. NaN for no weight. Weight 2 is the value twice; weight 0 is its absence.
 * @param values any order, no NaN where the weight is positive
 * @param weights >= 0, one per value
 * @param p in [0, 1]
 * @throws RangeError for another p
 * @see Hyndman & Fan 1996, definition 2, applied to weighted counts
 */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie in [0, 1], got ${p}`);
  const counted = Array.from({ length: values.length }, (_, i) => i).filter((i) => (weights[i] as number) > 0);
  counted.sort((a, b) => (values[a] as number) - (values[b] as number));
  const total = counted.reduce((sum, i) => sum + (weights[i] as number), 0);
  const target = p * total;
  let mass = 0;
  for (let k = 0; k < counted.length; k++) {
    const value = values[counted[k] as number] as number;
    mass += weights[counted[k] as number] as number;
    if (Math.abs(mass - target) <= 1e-12 * total && k + 1 < counted.length) {
      return (value + (values[counted[k + 1] as number] as number)) / 2;
    }
    if (mass > target || k + 1 === counted.length) return value;
  }
  return Number.NaN;
}
