import { weightedSelect } from '../../stats/weightedSelect.ts';
import type { BinnedRows } from '../trees/binnedRows.ts';
import type { BinnedTree } from '../trees/binnedTree.ts';

/**
 * Gives every leaf the quantile of the residuals in it, since the pinball loss pulls all of them equally.
 * @param order the rows drawn for the tree
 * @param leaves the leaf of every row
 */
export function takeQuantiles(
  tree: BinnedTree,
  order: Int32Array,
  leaves: Int32Array,
  rows: BinnedRows,
  predictions: Float64Array,
  level: number,
): void {
  const nodes = tree.feature.length;
  const ends = new Int32Array(nodes + 1); // where the rows of each node end, once they are put in place
  for (const row of order) ends[(leaves[row] as number) + 1] = (ends[(leaves[row] as number) + 1] as number) + 1;
  for (let node = 0; node < nodes; node++) ends[node + 1] = (ends[node + 1] as number) + (ends[node] as number);
  const residuals = new Float64Array(order.length);
  const weights = new Float64Array(order.length);
  for (const row of order) {
    const leaf = leaves[row] as number;
    const at = ends[leaf] as number;
    residuals[at] = (rows.y[row] as number) - (predictions[row] as number);
    weights[at] = rows.weights[row] as number;
    ends[leaf] = at + 1;
  }
  for (let node = 0; node < nodes; node++) {
    const from = node === 0 ? 0 : (ends[node - 1] as number);
    if (from === ends[node]) continue;
    const value = weightedSelect(residuals, weights, from, ends[node] as number, level);
    tree.value[node] = Math.min(Math.max(value, tree.lower[node] as number), tree.upper[node] as number);
  }
}
