import { CLEARLY } from './clearly.ts';
import type { Histogram } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/**
 * Tries every cut of a column of which no value is missing in the node, and improves `best`. A hot loop: instead of
 * dividing, G₁²/A + G₂²/B > s is asked as G₁²·B + G₂²·A > s·A·B, and empty bins are not passed over, since trying a cut
 * twice costs less than a branch.
 * @param start where the column's bins begin, @param missing where its bin of missing values lies
 */
export function scanPresent(
  histogram: Histogram,
  start: number,
  missing: number,
  feature: number,
  { gradient, weight }: NodeSums,
  { l2, minLeafWeight }: SplitRules,
  best: Split,
): void {
  const most = weight - minLeafWeight;
  let leftGradient = 0;
  let leftWeight = 0;
  let bar = best.score * CLEARLY;
  for (let at = start; at < missing; at += 2) {
    leftGradient += histogram[at] as number;
    leftWeight += histogram[at + 1] as number;
    if (leftWeight > most) return;
    const left = leftWeight + l2;
    const right = weight - leftWeight + l2;
    const rightGradient = gradient - leftGradient;
    const scaled = leftGradient * leftGradient * right + rightGradient * rightGradient * left;
    if (scaled > bar * left * right && leftWeight >= minLeafWeight) {
      best.score = scaled / (left * right);
      bar = best.score * CLEARLY;
      best.feature = feature;
      best.bin = (at - start) >> 1;
      best.missingLeft = 2 * leftWeight >= weight;
      best.leftGradient = leftGradient;
      best.leftWeight = leftWeight;
    }
  }
}

/**
 * {@link scanPresent} for a column with missing values: every cut is tried with them on the right and on the left, and
 * all present values left against all missing ones right.
 */
export function scanMissing(
  histogram: Histogram,
  start: number,
  missing: number,
  feature: number,
  { gradient, weight }: NodeSums,
  { l2, minLeafWeight }: SplitRules,
  best: Split,
): void {
  const missingGradient = histogram[missing] as number;
  const missingWeight = histogram[missing + 1] as number;
  let presentGradient = 0;
  let presentWeight = 0;
  let bar = best.score * CLEARLY;
  for (let at = start; at < missing; at += 2) {
    presentGradient += histogram[at] as number;
    presentWeight += histogram[at + 1] as number;
    let leftGradient = presentGradient;
    let leftWeight = presentWeight;
    let rightGradient = gradient - leftGradient;
    let rightWeight = weight - leftWeight;
    let scaled = leftGradient * leftGradient * (rightWeight + l2) + rightGradient * rightGradient * (leftWeight + l2);
    if (
      scaled > bar * (leftWeight + l2) * (rightWeight + l2) &&
      leftWeight >= minLeafWeight &&
      rightWeight >= minLeafWeight
    ) {
      best.score = scaled / ((leftWeight + l2) * (rightWeight + l2));
      bar = best.score * CLEARLY;
      best.feature = feature;
      best.bin = (at - start) >> 1;
      best.missingLeft = false;
      best.leftGradient = leftGradient;
      best.leftWeight = leftWeight;
    }
    leftGradient += missingGradient;
    leftWeight += missingWeight;
    rightGradient -= missingGradient;
    rightWeight -= missingWeight;
    scaled = leftGradient * leftGradient * (rightWeight + l2) + rightGradient * rightGradient * (leftWeight + l2);
    if (
      scaled > bar * (leftWeight + l2) * (rightWeight + l2) &&
      leftWeight >= minLeafWeight &&
      rightWeight >= minLeafWeight
    ) {
      best.score = scaled / ((leftWeight + l2) * (rightWeight + l2));
      bar = best.score * CLEARLY;
      best.feature = feature;
      best.bin = (at - start) >> 1;
      best.missingLeft = true;
      best.leftGradient = leftGradient;
      best.leftWeight = leftWeight;
    }
  }
}
