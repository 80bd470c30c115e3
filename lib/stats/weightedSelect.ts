/**
 * `weightedQuantile` for hot loops: of the entries `from` … `until` − 1, by repeated partition instead of sorting, so in
 * linear time on average and without allocating. Both lists are reordered within that range.
 * @param values no NaN
 * @param weights > 0, one per value
 * @param p in [0, 1]
 * @returns NaN for an empty range
 * @see Hoare 1961, "Algorithm 65: FIND"; Dijkstra 1976 for the partition in three
 */
export function weightedSelect(
  values: Float64Array,
  weights: Float64Array,
  from: number,
  until: number,
  p: number,
): number {
  let total = 0;
  for (let i = from; i < until; i++) total += weights[i] as number;
  const target = p * total;
  const tolerance = 1e-12 * total;
  let below = 0; // weight of the values left behind on the lower side
  let low = from;
  let high = until;
  while (low < high) {
    const pivot = medianOfThree(values[low] as number, values[(low + high) >> 1] as number, values[high - 1] as number);
    let firstEqual = low;
    let firstGreater = high;
    let less = 0;
    let equal = 0;
    for (let i = low; i < firstGreater; ) {
      const value = values[i] as number;
      const weight = weights[i] as number;
      if (value > pivot) {
        firstGreater--;
        values[i] = values[firstGreater] as number;
        weights[i] = weights[firstGreater] as number;
        values[firstGreater] = value;
        weights[firstGreater] = weight;
        continue;
      }
      if (value < pivot) {
        less += weight;
        values[i] = values[firstEqual] as number;
        weights[i] = weights[firstEqual] as number;
        values[firstEqual] = value;
        weights[firstEqual++] = weight;
      } else {
        equal += weight;
      }
      i++;
    }
    const untilEqual = below + less + equal;
    if (less > 0 && Math.abs(below + less - target) <= tolerance) {
      return (greatest(values, low, firstEqual) + pivot) / 2;
    }
    if (below + less > target) {
      high = firstEqual;
    } else if (Math.abs(untilEqual - target) <= tolerance) {
      return firstGreater < until ? (pivot + least(values, firstGreater, until)) / 2 : pivot;
    } else if (untilEqual > target || firstGreater === until) {
      return pivot;
    } else {
      below = untilEqual;
      low = firstGreater;
    }
  }
  return Number.NaN;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function greatest(values: Float64Array, from: number, until: number): number {
  let most = -Infinity;
  for (let i = from; i < until; i++) most = Math.max(most, values[i] as number);
  return most;
}

function least(values: Float64Array, from: number, until: number): number {
  let fewest = Infinity;
  for (let i = from; i < until; i++) fewest = Math.min(fewest, values[i] as number);
  return fewest;
}
