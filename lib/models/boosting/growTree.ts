import { bestSplit } from '../trees/bestSplit.ts';
import type { BinnedColumns } from '../trees/binColumns.ts';
import type { BinnedTree } from '../trees/binnedTree.ts';
import { addLeaf, makeInner, newBinnedTree } from '../trees/binnedTree.ts';
import { childSums } from '../trees/childSums.ts';
import type { Histogram, NodeRows } from '../trees/histogram.ts';
import { fillHistogram, subtractHistogram } from '../trees/histogram.ts';
import { partition, rowsMemory } from '../trees/partition.ts';
import type { NodeSums, SplitRules } from '../trees/split.ts';

/** What does not change from tree to tree, and memory to be used again. */
export interface Grower {
  readonly binned: BinnedColumns;
  readonly rules: SplitRules;
  /** Levels of splits. */
  readonly depth: number;
  readonly spare: Histogram[];
}

/**
 * Grows one tree of at most `depth` levels of splits on the given rows and columns; leaves get their penalized mean
 * gradient. Of two siblings only the smaller one's histogram is summed, the other is the parent's minus it.
 * @param sample reordered in place
 */
export function growTree({ binned, rules, depth, spare }: Grower, sample: NodeRows, features: Int32Array): BinnedTree {
  const tree = newBinnedTree();
  const aside = rowsMemory(sample.order.length);
  const newHistogram = () => spare.pop() ?? new Float64Array(2 * (binned.starts.at(-1) ?? 0));

  /** @param own the node's histogram, given away; without one it stays a leaf */
  const grow = (from: number, until: number, level: number, sums: NodeSums, own: Histogram | undefined): number => {
    const node = addLeaf(tree, sums, rules.l2);
    const split = own && bestSplit(own, binned, features, sums, rules);
    if (!split) {
      if (own) spare.push(own);
      return node;
    }
    const middle = partition(sample, aside, from, until, binned, split);
    let histograms: [Histogram?, Histogram?] = [];
    if (level + 1 < depth) {
      const leftIsSmaller = middle - from <= until - middle;
      const smaller = newHistogram();
      fillHistogram(smaller, binned, features, sample, leftIsSmaller ? from : middle, leftIsSmaller ? middle : until);
      subtractHistogram(own, smaller, binned, features);
      histograms = leftIsSmaller ? [smaller, own] : [own, smaller];
    } else {
      spare.push(own);
    }
    const [left, right] = childSums(sums, split, rules);
    makeInner(tree, node, split);
    tree.left[node] = grow(from, middle, level + 1, left, histograms[0]);
    tree.right[node] = grow(middle, until, level + 1, right, histograms[1]);
    return node;
  };

  const whole = newHistogram();
  fillHistogram(whole, binned, features, sample, 0, sample.order.length);
  const sums: NodeSums = {
    gradient: sample.gradients.reduce((sum, gradient) => sum + gradient, 0),
    weight: sample.weights.reduce((sum, weight) => sum + weight, 0),
    lower: -Infinity,
    upper: Infinity,
  };
  grow(0, sample.order.length, 0, sums, whole);
  return tree;
}
