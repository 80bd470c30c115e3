import type { BoostingModel } from './boostingModel.ts';

/**
 * How much each column does to tell rows apart: the variance between the two sides of every split on it, weighted by the
 * training rows that pass there and summed over all trees. In squared units of the target; 0 for a column never split on.
 * @returns one number per column of the inputs
 * @see Breiman et al. 1984, "Classification and regression trees", section 5.3.4
 */
export function splitGains({ trees, columns }: BoostingModel): Float64Array {
  const { feature, left, right, value, cover } = trees;
  const means = value.slice();
  const gains = new Float64Array(columns);
  // a parent stands before its children, so from the end every node finds its children's means ready
  for (let node = feature.length - 1; node >= 0; node--) {
    const column = feature[node] as number;
    if (column < 0) continue;
    const [a, b] = [left[node] as number, right[node] as number];
    const share = (cover[a] as number) / (cover[node] as number);
    const step = (means[a] as number) - (means[b] as number);
    means[node] = (means[b] as number) + share * step;
    gains[column] = (gains[column] as number) + (cover[node] as number) * share * (1 - share) * step ** 2;
  }
  return gains;
}
