import { CLEARLY } from './clearly.ts';
import type { Histogram } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/**
 * Tries every cut of a column where monotone rules are in force: the node's range bounds the children's values, and a
 * column with a direction takes only cuts whose values rise (fall) with it. Missing values are tried on both sides.
 * @param start where the column's bins begin, @param missing where its bin of missing values lies
 * @see Chen & Guestrin 2016; the bounds are those of XGBoost's "monotone_constraints"
 */
export function scanBounded(
  histogram: Histogram,
  start: number,
  missing: number,
  someMissing: boolean,
  feature: number,
  { gradient, weight, lower, upper }: NodeSums,
  { l2, minLeafWeight, monotone }: SplitRules,
  best: Split,
): void {
  const direction = monotone?.[feature] ?? 0;
  for (let side = 0; side < (someMissing ? 2 : 1); side++) {
    let leftGradient = side === 0 ? 0 : (histogram[missing] as number);
    let leftWeight = side === 0 ? 0 : (histogram[missing + 1] as number);
    for (let at = start; at < missing; at += 2) {
      leftGradient += histogram[at] as number;
      leftWeight += histogram[at + 1] as number;
      const rightWeight = weight - leftWeight;
      if (leftWeight < minLeafWeight) continue;
      if (rightWeight < minLeafWeight) break;
      const rightGradient = gradient - leftGradient;
      const left = leftWeight + l2;
      const right = rightWeight + l2;
      const leftValue = Math.min(Math.max(leftGradient / left, lower), upper);
      const rightValue = Math.min(Math.max(rightGradient / right, lower), upper);
      const score =
        leftValue * (2 * leftGradient - left * leftValue) + rightValue * (2 * rightGradient - right * rightValue);
      if (score > best.score * CLEARLY && direction * (rightValue - leftValue) >= 0) {
        best.score = score;
        best.feature = feature;
        best.bin = (at - start) >> 1;
        best.missingLeft = someMissing ? side === 1 : 2 * leftWeight >= weight;
        best.leftGradient = leftGradient;
        best.leftWeight = leftWeight;
      }
    }
  }
}
