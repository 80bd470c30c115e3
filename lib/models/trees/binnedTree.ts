import type { BinnedColumns, ColumnBins } from './binColumns.ts';
import { leafValue } from './childSums.ts';
import type { NodeSums, Split } from './split.ts';
import type { TreeBuilder } from './treeBuilder.ts';

/** One tree while training: node 0 is the root, splits are by bin, one entry per node in every list. */
export interface BinnedTree {
  /** Column that decides; -1 at a leaf. */
  readonly feature: number[];
  /** Bins up to this one go left. */
  readonly bin: number[];
  readonly missingLeft: boolean[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
  /** Range that monotone splits leave for a leaf's value. */
  readonly lower: number[];
  readonly upper: number[];
}

/** A tree without nodes. */
export function newBinnedTree(): BinnedTree {
  return { feature: [], bin: [], missingLeft: [], left: [], right: [], value: [], lower: [], upper: [] };
}

/** Adds a leaf for a node's rows, to be made an inner node by {@link makeInner}. @returns its number */
export function addLeaf(tree: BinnedTree, sums: NodeSums, l2: number): number {
  tree.bin.push(0);
  tree.missingLeft.push(false);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(leafValue(sums, l2));
  tree.lower.push(sums.lower);
  tree.upper.push(sums.upper);
  return tree.feature.push(-1) - 1;
}

/** Lets a leaf split instead; its children must follow. */
export function makeInner(tree: BinnedTree, node: number, { feature, bin, missingLeft }: Split): void {
  tree.feature[node] = feature;
  tree.bin[node] = bin;
  tree.missingLeft[node] = missingLeft;
}

/** The threshold of a split that parts present from missing values. */
const LARGEST_FLOAT = 3.4028234663852886e38;

/** Writes the leaf that every row reaches to `leaves`; a hot loop. */
export function routeRows(tree: BinnedTree, binned: BinnedColumns, leaves: Int32Array): void {
  const { rows, bins, missingBin } = binned;
  const { feature, bin, missingLeft, left, right } = tree;
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let column = feature[0] as number; column >= 0; column = feature[node] as number) {
      const own = bins[column * rows + i] as number;
      const goesLeft = own === missingBin[column] ? missingLeft[node] : own <= (bin[node] as number);
      node = (goesLeft ? left[node] : right[node]) as number;
    }
    leaves[i] = node;
  }
}

/**
 * Adds the tree to an ensemble, its bins turned into thresholds.
 * @param cover weight of the training rows that reach each node
 */
export function appendTree(builder: TreeBuilder, tree: BinnedTree, columnBins: ColumnBins, cover: Float64Array): void {
  const append = (node: number, at: number): void => {
    builder.cover[at] = cover[node] as number;
    const feature = tree.feature[node] as number;
    if (feature < 0) {
      builder.value[at] = tree.value[node] as number;
      return;
    }
    const threshold = columnBins.edges[feature]?.[tree.bin[node] as number] ?? LARGEST_FLOAT;
    const left = builder.split(at, feature, threshold, tree.missingLeft[node] as boolean);
    append(tree.left[node] as number, left);
    append(tree.right[node] as number, left + 1);
  };
  append(0, builder.root());
}

/** The summed weight of the rows below every node. */
export function coverOf(tree: BinnedTree, leaves: Int32Array, weights: Float64Array): Float64Array {
  const cover = new Float64Array(tree.feature.length);
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i] as number;
    cover[leaf] = (cover[leaf] as number) + (weights[i] as number);
  }
  for (let node = tree.feature.length - 1; node >= 0; node--) {
    if ((tree.feature[node] as number) < 0) continue;
    cover[node] = (cover[tree.left[node] as number] as number) + (cover[tree.right[node] as number] as number);
  }
  return cover;
}
