import { CLEARLY } from './clearly.ts';
import type { Histogram } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/**
 * Tries every cut of a column, and improves `best`: where values are missing, with these on the right and then on the
 * left, and so all present values left against all missing ones right; else missing values shall follow the heavier side.
 * @param start where the column's bins begin, @param missing where its bin of missing values lies
 */
export function scanColumn(
  histogram: Histogram,
  start: number,
  missing: number,
  someMissing: boolean,
  feature: number,
  node: NodeSums,
  rules: SplitRules,
  best: Split,
): void {
  const before = best.score;
  scanOneSide(histogram, start, missing, 0, 0, feature, node, rules, best);
  if (best.score !== before) best.missingLeft = !someMissing && 2 * best.leftWeight >= node.weight;
  if (!someMissing) return;
  const right = best.score;
  const [gradient, weight] = [histogram[missing] as number, histogram[missing + 1] as number];
  scanOneSide(histogram, start, missing, gradient, weight, feature, node, rules, best);
  if (best.score !== right) best.missingLeft = true;
}

/**
 * A hot loop: instead of dividing, G₁²/A + G₂²/B > s is asked as G₁²·B + G₂²·A > s·A·B, and empty bins are not passed
 * over, since trying a cut twice costs less than a branch.
 * @param firstGradient, firstWeight what is on the left before the first bin
 */
function scanOneSide(
  histogram: Histogram,
  start: number,
  missing: number,
  firstGradient: number,
  firstWeight: number,
  feature: number,
  { gradient, weight }: NodeSums,
  { l2, minLeafWeight }: SplitRules,
  best: Split,
): void {
  const most = weight - minLeafWeight;
  let leftGradient = firstGradient;
  let leftWeight = firstWeight;
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
      best.leftGradient = leftGradient;
      best.leftWeight = leftWeight;
    }
  }
}
