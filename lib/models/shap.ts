import type { Attribution } from './contract.ts';
import type { FeatureMatrix } from './matrix.ts';
import type { TreeEnsemble } from './trees/treeEnsemble.ts';

/**
 * Exact Shapley values of tree predictions, where an unknown column is averaged over the training rows that reach each
 * node (path-dependent). The base is the weighted mean of the trees over the training rows.
 * @param row row of `x` to explain
 * @see Lundberg, Erion & Lee 2018, "Consistent individualized feature attribution for tree ensembles", algorithm 2
 */
export function attributeTrees(trees: TreeEnsemble, x: FeatureMatrix, row: number): Attribution {
  const contributions = new Float64Array(x.columns);
  const walk: Walk = { trees, data: x.data, offset: row * x.columns, contributions, ...pathMemory(depthOf(trees)) };
  let base = 0;
  for (const root of trees.roots) base += descend(walk, root, 0, 0, 1, 1, -1) / (trees.cover[root] as number);
  return { base, contributions };
}

/**
 * The walk down one tree. The distinct columns on the way from the root make a path; each node's path is written behind
 * its parent's, so that nothing is allocated on the way. Element 0 stands for no column.
 */
interface Walk {
  readonly trees: TreeEnsemble;
  readonly data: Float32Array;
  readonly offset: number;
  readonly contributions: Float64Array;
  /** Column of a path element. */
  readonly column: Int32Array;
  /** Share of the training weight that flows on when the column is unknown. */
  readonly zero: Float64Array;
  /** 1 when the row itself flows on, else 0. */
  readonly one: Float64Array;
  /** Summed weight of the subsets of each size. */
  readonly weight: Float64Array;
}

function pathMemory(depth: number) {
  const size = ((depth + 2) * (depth + 3)) / 2;
  return {
    column: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
  };
}

/**
 * @param from where the parent's path begins, of `length` elements
 * @param zero, one, column the step from the parent to this node
 * @returns the sum of value · cover over the leaves below
 */
function descend(
  walk: Walk,
  node: number,
  from: number,
  length: number,
  zero: number,
  one: number,
  column: number,
): number {
  const { trees } = walk;
  const start = from + length;
  extend(walk, from, start, length, zero, one, column);
  const feature = trees.feature[node] as number;
  if (feature < 0) {
    const value = trees.value[node] as number;
    credit(walk, start, length, value);
    return value * (trees.cover[node] as number);
  }
  const value = walk.data[walk.offset + feature] as number;
  const edge = trees.threshold[node] as number;
  const goesLeft = trees.missingLeft[node] === 1 ? !(value > edge) : value <= edge; // NaN is neither
  const hot = (goesLeft ? trees.left[node] : trees.right[node]) as number;
  const cold = (goesLeft ? trees.right[node] : trees.left[node]) as number;
  let kept = length + 1;
  let zeroSoFar = 1;
  let oneSoFar = 1;
  for (let i = start + 1; i <= start + length; i++) {
    if (walk.column[i] !== feature) continue;
    zeroSoFar = walk.zero[i] as number;
    oneSoFar = walk.one[i] as number;
    unwind(walk, start, length, i - start);
    kept = length;
    break;
  }
  const cover = trees.cover[node] as number;
  const hotShare = (trees.cover[hot] as number) / cover;
  const coldShare = (trees.cover[cold] as number) / cover;
  return (
    descend(walk, hot, start, kept, zeroSoFar * hotShare, oneSoFar, feature) +
    descend(walk, cold, start, kept, zeroSoFar * coldShare, 0, feature)
  );
}

/** Copies the parent's path of `length` elements to `start` and adds one more column to it. */
function extend(
  { column: columns, zero: zeros, one: ones, weight }: Walk,
  from: number,
  start: number,
  length: number,
  zero: number,
  one: number,
  column: number,
): void {
  for (let i = 0; i < length; i++) {
    columns[start + i] = columns[from + i] as number;
    zeros[start + i] = zeros[from + i] as number;
    ones[start + i] = ones[from + i] as number;
    weight[start + i] = weight[from + i] as number;
  }
  columns[start + length] = column;
  zeros[start + length] = zero;
  ones[start + length] = one;
  weight[start + length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    const at = start + i;
    weight[at + 1] = (weight[at + 1] as number) + (one * (weight[at] as number) * (i + 1)) / (length + 1);
    weight[at] = (zero * (weight[at] as number) * (length - i)) / (length + 1);
  }
}

/** Takes element `which` out of the path of `last` + 1 elements at `start`: undoes {@link extend}, in any order. */
function unwind({ column, zero, one, weight }: Walk, start: number, last: number, which: number): void {
  const ownOne = one[start + which] as number;
  const ownZero = zero[start + which] as number;
  let next = weight[start + last] as number;
  for (let i = last - 1; i >= 0; i--) {
    const old = weight[start + i] as number;
    if (ownOne !== 0) {
      const undone = (next * (last + 1)) / ((i + 1) * ownOne);
      weight[start + i] = undone;
      next = old - (undone * ownZero * (last - i)) / (last + 1);
    } else {
      weight[start + i] = (old * (last + 1)) / (ownZero * (last - i));
    }
  }
  for (let i = start + which; i < start + last; i++) {
    column[i] = column[i + 1] as number;
    zero[i] = zero[i + 1] as number;
    one[i] = one[i + 1] as number;
  }
}

/** Gives every column of the path its share of a leaf's value: the summed weight of the path without the column. */
function credit({ column, zero, one, weight, contributions }: Walk, start: number, last: number, value: number): void {
  for (let which = 1; which <= last; which++) {
    const ownOne = one[start + which] as number;
    const ownZero = zero[start + which] as number;
    let next = weight[start + last] as number;
    let sum = 0;
    for (let i = last - 1; i >= 0; i--) {
      const old = weight[start + i] as number;
      if (ownOne !== 0) {
        const undone = (next * (last + 1)) / ((i + 1) * ownOne);
        sum += undone;
        next = old - (undone * ownZero * (last - i)) / (last + 1);
      } else {
        sum += (old * (last + 1)) / (ownZero * (last - i));
      }
    }
    const at = column[start + which] as number;
    contributions[at] = (contributions[at] as number) + sum * (ownOne - ownZero) * value;
  }
}

/** The most splits on any way down; a parent stands before its children, so one pass finds it. */
function depthOf(trees: TreeEnsemble): number {
  const depths = new Int32Array(trees.feature.length);
  for (let node = 0; node < depths.length; node++) {
    if ((trees.feature[node] as number) < 0) continue;
    const below = (depths[node] as number) + 1;
    depths[trees.left[node] as number] = below;
    depths[trees.right[node] as number] = below;
  }
  return depths.reduce((most, depth) => Math.max(most, depth), 0);
}
