import { bestSplit } from './bestSplit.ts';
import type { BinnedColumns } from './binColumns.ts';
import type { BinnedTree } from './binnedTree.ts';
import type { Histogram, NodeRows } from './histogram.ts';
import { fillHistogram, subtractHistogram } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/** What does not change from tree to tree, and memory to be used again. */
export interface Grower {
  readonly binned: BinnedColumns;
  readonly rules: SplitRules;
  /** Levels of splits. */
  readonly depth: number;
  readonly spare: Histogram[];
}

/** A sample of the training rows, each with its weighted gradient and its weight. */
export interface Sample {
  readonly order: Int32Array;
  readonly gradients: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Grows one tree of at most `depth` levels of splits on the given rows and columns; leaves get their penalized mean
 * gradient. Of two siblings only the smaller one's histogram is summed, the other is the parent's minus it.
 * @param sample reordered in place
 */
export function growTree({ binned, rules, depth, spare }: Grower, sample: Sample, features: Int32Array): BinnedTree {
  const tree: BinnedTree = {
    feature: [],
    bin: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    lower: [],
    upper: [],
  };
  const aside: NodeRows = {
    order: new Int32Array(sample.order.length),
    gradients: new Float64Array(sample.order.length),
    weights: new Float64Array(sample.order.length),
  };
  const newHistogram = () => spare.pop() ?? new Float64Array(2 * (binned.starts.at(-1) ?? 0));
  const newLeaf = ({ gradient, weight, lower, upper }: NodeSums) => {
    tree.bin.push(0);
    tree.missingLeft.push(false);
    tree.left.push(-1);
    tree.right.push(-1);
    tree.value.push(Math.min(Math.max(gradient / (weight + rules.l2), lower), upper));
    tree.lower.push(lower);
    tree.upper.push(upper);
    return tree.feature.push(-1) - 1;
  };

  /** @param own the node's histogram, given away; without one it stays a leaf */
  const grow = (from: number, until: number, level: number, sums: NodeSums, own: Histogram | undefined): number => {
    const node = newLeaf(sums);
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
    tree.feature[node] = split.feature;
    tree.bin[node] = split.bin;
    tree.missingLeft[node] = split.missingLeft;
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

/** Sums of the two children; a monotone split puts the middle of their values between them for all that grows below. */
function childSums(sums: NodeSums, split: Split, { l2, monotone }: SplitRules): [NodeSums, NodeSums] {
  const { lower, upper } = sums;
  const left = { gradient: split.leftGradient, weight: split.leftWeight, lower, upper };
  const right = { gradient: sums.gradient - split.leftGradient, weight: sums.weight - split.leftWeight, lower, upper };
  const direction = monotone?.[split.feature] ?? 0;
  if (direction === 0) return [left, right];
  const leafValue = (side: NodeSums) => Math.min(Math.max(side.gradient / (side.weight + l2), lower), upper);
  const middle = (leafValue(left) + leafValue(right)) / 2;
  return direction > 0
    ? [
        { ...left, upper: middle },
        { ...right, lower: middle },
      ]
    : [
        { ...left, lower: middle },
        { ...right, upper: middle },
      ];
}

/** Puts the rows that go left before those that go right, each in their old order. @returns where the right ones begin */
function partition(
  rows: NodeRows,
  aside: NodeRows,
  from: number,
  until: number,
  binned: BinnedColumns,
  { feature, bin, missingLeft }: Split,
): number {
  const { order, gradients, weights } = rows;
  const base = feature * binned.rows;
  const missing = binned.missingBin[feature] as number;
  let kept = from;
  let moved = 0;
  for (let k = from; k < until; k++) {
    const row = order[k] as number;
    const own = binned.bins[base + row] as number;
    if (own === missing ? missingLeft : own <= bin) {
      order[kept] = row;
      gradients[kept] = gradients[k] as number;
      weights[kept++] = weights[k] as number;
    } else {
      aside.order[moved] = row;
      aside.gradients[moved] = gradients[k] as number;
      aside.weights[moved++] = weights[k] as number;
    }
  }
  order.set(aside.order.subarray(0, moved), kept);
  gradients.set(aside.gradients.subarray(0, moved), kept);
  weights.set(aside.weights.subarray(0, moved), kept);
  return kept;
}
