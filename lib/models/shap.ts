import type { Attribution } from './contract.ts';
import type { FeatureMatrix } from './matrix.ts';
import type { TreeEnsemble } from './trees/treeEnsemble.ts';

/** The distinct columns on the way from the root to a node: what TreeSHAP carries along. */
interface Path {
  /** Column of each element; -1 for the first, which stands for the empty set. */
  readonly column: number[];
  /** Share of the training weight that flows through when the column is unknown. */
  readonly zero: number[];
  /** 1 when the row itself flows through, else 0. */
  readonly one: number[];
  /** Summed weight of the subsets of each size. */
  readonly weight: number[];
}

/**
 * Exact Shapley values of tree predictions, where an unknown column is averaged over the training rows that reach each
 * node (path-dependent). The base is the weighted mean of the trees over the training rows.
 * @param row row of `x` to explain
 * @see Lundberg, Erion & Lee 2018, "Consistent individualized feature attribution for tree ensembles", algorithm 2
 */
export function attributeTrees(trees: TreeEnsemble, x: FeatureMatrix, row: number): Attribution {
  const contributions = new Float64Array(x.columns);
  const offset = row * x.columns;
  let base = 0;
  for (const root of trees.roots) {
    base += meanOf(trees, root);
    descend(trees, root, x.data, offset, { column: [], zero: [], one: [], weight: [] }, 1, 1, -1, contributions);
  }
  return { base, contributions };
}

function meanOf(trees: TreeEnsemble, node: number): number {
  if ((trees.feature[node] as number) < 0) return trees.value[node] as number;
  const left = trees.left[node] as number;
  const right = trees.right[node] as number;
  const share = (trees.cover[left] as number) / (trees.cover[node] as number);
  return share * meanOf(trees, left) + (1 - share) * meanOf(trees, right);
}

function descend(
  trees: TreeEnsemble,
  node: number,
  data: Float32Array,
  offset: number,
  above: Path,
  zero: number,
  one: number,
  column: number,
  contributions: Float64Array,
): void {
  const path = extend(above, zero, one, column);
  const feature = trees.feature[node] as number;
  if (feature < 0) {
    const value = trees.value[node] as number;
    for (let i = 1; i < path.column.length; i++) {
      const at = path.column[i] as number;
      const weight = unwoundSum(path, i) * ((path.one[i] as number) - (path.zero[i] as number));
      contributions[at] = (contributions[at] as number) + weight * value;
    }
    return;
  }
  const value = data[offset + feature] as number;
  const goesLeft = value <= (trees.threshold[node] as number) || (Number.isNaN(value) && trees.missingLeft[node] === 1);
  const hot = (goesLeft ? trees.left[node] : trees.right[node]) as number;
  const cold = (goesLeft ? trees.right[node] : trees.left[node]) as number;
  const seen = path.column.indexOf(feature);
  const before = seen < 0 ? path : unwind(path, seen);
  const zeroSoFar = seen < 0 ? 1 : (path.zero[seen] as number);
  const oneSoFar = seen < 0 ? 1 : (path.one[seen] as number);
  const cover = trees.cover[node] as number;
  const hotShare = (trees.cover[hot] as number) / cover;
  const coldShare = (trees.cover[cold] as number) / cover;
  descend(trees, hot, data, offset, before, zeroSoFar * hotShare, oneSoFar, feature, contributions);
  descend(trees, cold, data, offset, before, zeroSoFar * coldShare, 0, feature, contributions);
}

/** The path with one more column. */
function extend(path: Path, zero: number, one: number, column: number): Path {
  const length = path.column.length;
  const weight = [...path.weight, length === 0 ? 1 : 0];
  for (let i = length - 1; i >= 0; i--) {
    weight[i + 1] = (weight[i + 1] as number) + (one * (weight[i] as number) * (i + 1)) / (length + 1);
    weight[i] = (zero * (weight[i] as number) * (length - i)) / (length + 1);
  }
  return { column: [...path.column, column], zero: [...path.zero, zero], one: [...path.one, one], weight };
}

/** The path without its element `at`: undoes {@link extend}, whose order does not matter. */
function unwind(path: Path, at: number): Path {
  const last = path.column.length - 1;
  const one = path.one[at] as number;
  const zero = path.zero[at] as number;
  const weight = path.weight.slice(0, last);
  let next = path.weight[last] as number;
  for (let i = last - 1; i >= 0; i--) {
    const old = path.weight[i] as number;
    if (one !== 0) {
      const undone = (next * (last + 1)) / ((i + 1) * one);
      weight[i] = undone;
      next = old - (undone * zero * (last - i)) / (last + 1);
    } else {
      weight[i] = (old * (last + 1)) / (zero * (last - i));
    }
  }
  const without = (list: readonly number[]) => list.filter((_, i) => i !== at);
  return { column: without(path.column), zero: without(path.zero), one: without(path.one), weight };
}

/** The sum of the weights of the path without its element `at`. */
function unwoundSum(path: Path, at: number): number {
  return unwind(path, at).weight.reduce((sum, weight) => sum + weight, 0);
}
