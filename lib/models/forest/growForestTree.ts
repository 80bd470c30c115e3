import type { Random } from '../../stats/random.ts';
import { bestSplit } from '../trees/bestSplit.ts';
import type { BinnedColumns } from '../trees/binColumns.ts';
import type { BinnedTree } from '../trees/binnedTree.ts';
import { addLeaf, makeInner, newBinnedTree } from '../trees/binnedTree.ts';
import { childSums } from '../trees/childSums.ts';
import type { Histogram, NodeRows } from '../trees/histogram.ts';
import { fillHistogram } from '../trees/histogram.ts';
import { partition, rowsMemory } from '../trees/partition.ts';
import { randomSplit } from '../trees/randomSplit.ts';
import type { NodeSums, Split, SplitRules } from '../trees/split.ts';

/** What does not change from tree to tree, and memory to be used again. */
export interface ForestGrower {
  readonly binned: BinnedColumns;
  readonly rules: SplitRules;
  readonly depth: number;
  readonly cuts: 'best' | 'random';
  /** How many columns are drawn at a node, of those that vary. */
  readonly drawn: number;
  readonly varied: Int32Array;
  readonly histogram: Histogram;
}

/**
 * Grows one tree of at most `depth` levels. Every node draws its columns anew, so histograms are summed for these alone
 * instead of being subtracted; where none of those drawn can split the node, further ones are drawn until none is left.
 * @param sample reordered in place
 */
export function growForestTree(grower: ForestGrower, sample: NodeRows, random: Random): BinnedTree {
  const { binned, rules, depth, cuts, histogram } = grower;
  const tree = newBinnedTree();
  const aside = rowsMemory(sample.order.length);
  const columns = grower.varied.slice();

  const splitOf = (features: Int32Array, from: number, until: number, sums: NodeSums): Split | undefined => {
    fillHistogram(histogram, binned, features, sample, from, until);
    if (cuts === 'random') return randomSplit(random, histogram, binned, features, sums, rules);
    return bestSplit(histogram, binned, features, sums, rules);
  };

  const findSplit = (from: number, until: number, sums: NodeSums): Split | undefined => {
    if (sums.weight < 2 * rules.minLeafWeight) return undefined;
    for (let first = 0; first < columns.length; first += grower.drawn) {
      const next = Math.min(first + grower.drawn, columns.length);
      if (grower.drawn < columns.length) shuffleInto(random, columns, first, next);
      const split = splitOf(columns.subarray(first, next), from, until, sums);
      if (split) return split;
    }
    return undefined;
  };

  const grow = (from: number, until: number, level: number, sums: NodeSums): number => {
    const node = addLeaf(tree, sums, rules.l2);
    const split = level < depth ? findSplit(from, until, sums) : undefined;
    if (!split) return node;
    const middle = partition(sample, aside, from, until, binned, split);
    const [left, right] = childSums(sums, split, rules);
    makeInner(tree, node, split);
    tree.left[node] = grow(from, middle, level + 1, left);
    tree.right[node] = grow(middle, until, level + 1, right);
    return node;
  };

  const gradient = sample.gradients.reduce((sum, own) => sum + own, 0);
  const weight = sample.weights.reduce((sum, own) => sum + own, 0);
  grow(0, sample.order.length, 0, { gradient, weight, lower: -Infinity, upper: Infinity });
  return tree;
}

/** Moves a random choice of the entries from `first` on to the places first … until − 1 (Fisher & Yates). */
function shuffleInto(random: Random, entries: Int32Array, first: number, until: number): void {
  for (let at = first; at < until; at++) {
    const other = at + Math.floor(random() * (entries.length - at));
    const entry = entries[other] as number;
    entries[other] = entries[at] as number;
    entries[at] = entry;
  }
}
