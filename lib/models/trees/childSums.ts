import type { NodeSums, Split, SplitRules } from './split.ts';

/** The best constant for a node's rows, kept in the range that monotone splits above leave for it. */
export function leafValue({ gradient, weight, lower, upper }: NodeSums, l2: number): number {
  return Math.min(Math.max(gradient / (weight + l2), lower), upper);
}

/** Sums of the two children; a monotone split puts the middle of their values between them for all that grows below. */
export function childSums(sums: NodeSums, split: Split, { l2, monotone }: SplitRules): [NodeSums, NodeSums] {
  const { lower, upper } = sums;
  const left = { gradient: split.leftGradient, weight: split.leftWeight, lower, upper };
  const right = { gradient: sums.gradient - split.leftGradient, weight: sums.weight - split.leftWeight, lower, upper };
  const direction = monotone?.[split.feature] ?? 0;
  if (direction === 0) return [left, right];
  const middle = (leafValue(left, l2) + leafValue(right, l2)) / 2;
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
