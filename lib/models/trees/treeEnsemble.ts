import type { FeatureMatrix } from '../matrix.ts';

/**
 * Regression trees whose values add up. One entry per node, tree after tree, a parent before its children. At an inner
 * node a row goes left when its value is <= `threshold` (single precision, so that ONNX decides the same), and to the
 * learned side when it is missing. `cover` is the weight of the training rows that reach the node.
 */
export interface TreeEnsemble {
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Column that decides; -1 at a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array;
  /** Node numbers within the whole ensemble; -1 at a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the prediction; 0 at inner nodes. */
  readonly value: Float64Array;
  readonly cover: Float64Array;
}

/** The leaf that one row of inputs reaches. @param offset where the row begins in `data` */
function leafOf(trees: TreeEnsemble, root: number, data: Float32Array, offset: number): number {
  const { feature, threshold, missingLeft, left, right } = trees;
  let node = root;
  for (let column = feature[node] as number; column >= 0; column = feature[node] as number) {
    const value = data[offset + column] as number;
    const edge = threshold[node] as number;
    const goesLeft = missingLeft[node] === 1 ? !(value > edge) : value <= edge; // NaN is neither
    node = (goesLeft ? left[node] : right[node]) as number;
  }
  return node;
}

/** Adds every tree's value for every row to `sums`. @param from first tree, @param until one after the last */
export function addTrees(
  trees: TreeEnsemble,
  x: FeatureMatrix,
  sums: Float64Array,
  from = 0,
  until = trees.roots.length,
): void {
  for (let tree = from; tree < until; tree++) {
    const root = trees.roots[tree] as number;
    for (let i = 0; i < x.rows; i++) {
      sums[i] = (sums[i] as number) + (trees.value[leafOf(trees, root, x.data, i * x.columns)] as number);
    }
  }
}

/** The trees of several ensembles, in their order. */
export function joinEnsembles(parts: readonly TreeEnsemble[]): TreeEnsemble {
  if (parts.length === 1 && parts[0]) return parts[0];
  const nodes = parts.reduce((sum, { feature }) => sum + feature.length, 0);
  const joined = {
    roots: new Int32Array(parts.reduce((sum, { roots }) => sum + roots.length, 0)),
    feature: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  };
  let root = 0;
  let node = 0;
  for (const part of parts) {
    const first = node;
    const moved = (child: number) => (child < 0 ? child : child + first);
    joined.roots.set(part.roots.map(moved), root);
    joined.left.set(part.left.map(moved), first);
    joined.right.set(part.right.map(moved), first);
    for (const list of ['feature', 'threshold', 'missingLeft', 'value', 'cover'] as const) {
      joined[list].set(part[list], first);
    }
    root += part.roots.length;
    node += part.feature.length;
  }
  return joined;
}
