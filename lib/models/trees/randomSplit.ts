import type { Random } from '../../stats/random.ts';
import type { BinnedColumns } from './binColumns.ts';
import { CLEARLY } from './clearly.ts';
import type { Histogram } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/** Share of a node's weight below which a bin is empty but for rounding. */
const NOISE = 1e-10;

/**
 * The best of one random cut per column, for extremely randomized trees: the cut is uniform among the bin edges between
 * the node's lowest and highest bin, hence about uniform in rank, whatever the scale of the column. Missing values are
 * tried on both sides.
 * @param features columns to try; one that does not vary among the node's rows is passed over
 * @returns undefined when no cut gains anything within the rules
 * @see Geurts, Ernst & Wehenkel 2006, "Extremely randomized trees" (there uniform in value)
 */
export function randomSplit(
  random: Random,
  histogram: Histogram,
  binned: BinnedColumns,
  features: Int32Array,
  node: NodeSums,
  rules: SplitRules,
): Split | undefined {
  const { gradient, weight, lower, upper } = node;
  const value = Math.min(Math.max(gradient / (weight + rules.l2), lower), upper);
  const own = value * (2 * gradient - (weight + rules.l2) * value);
  const best: Split = {
    ...{ feature: -1, bin: 0, missingLeft: false, leftGradient: 0, leftWeight: 0 },
    score: own + rules.minGain,
  };
  const nothing = NOISE * weight;
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    const start = 2 * (binned.starts[feature] as number);
    const missing = start + 2 * (binned.missingBin[feature] as number);
    const someMissing = (histogram[missing + 1] as number) > nothing;
    let lowest = start;
    let highest = missing - 2;
    while (lowest < missing && (histogram[lowest + 1] as number) <= nothing) lowest += 2;
    while (highest > lowest && (histogram[highest + 1] as number) <= nothing) highest -= 2;
    const apart = lowest >= highest; // only present and missing values can be parted
    if (apart && !(someMissing && lowest < missing)) continue;
    const cut = apart ? missing - 2 : lowest + 2 * Math.floor((random() * (highest - lowest)) / 2);
    tryCut(histogram, lowest, cut, (cut - start) >> 1, missing, someMissing && !apart, feature, node, rules, best);
  }
  return best.feature < 0 ? undefined : best;
}

/** Improves `best` if the bins up to `cut` against the others, missing values on either side, gain more. */
function tryCut(
  histogram: Histogram,
  lowest: number,
  cut: number,
  bin: number,
  missing: number,
  bothSides: boolean,
  feature: number,
  { gradient, weight, lower, upper }: NodeSums,
  { l2, minLeafWeight, monotone }: SplitRules,
  best: Split,
): void {
  let leftGradient = 0;
  let leftWeight = 0;
  for (let at = lowest; at <= cut; at += 2) {
    leftGradient += histogram[at] as number;
    leftWeight += histogram[at + 1] as number;
  }
  const direction = monotone?.[feature] ?? 0;
  for (let side = 0; side < (bothSides ? 2 : 1); side++) {
    if (side === 1) {
      leftGradient += histogram[missing] as number;
      leftWeight += histogram[missing + 1] as number;
    }
    const rightWeight = weight - leftWeight;
    if (leftWeight < minLeafWeight || rightWeight < minLeafWeight) continue;
    const rightGradient = gradient - leftGradient;
    const left = leftWeight + l2;
    const right = rightWeight + l2;
    const leftValue = Math.min(Math.max(leftGradient / left, lower), upper);
    const rightValue = Math.min(Math.max(rightGradient / right, lower), upper);
    const score =
      leftValue * (2 * leftGradient - left * leftValue) + rightValue * (2 * rightGradient - right * rightValue);
    if (!(score > best.score * CLEARLY && direction * (rightValue - leftValue) >= 0)) continue;
    best.score = score;
    best.feature = feature;
    best.bin = bin;
    best.missingLeft = bothSides ? side === 1 : cut < missing - 2 && 2 * leftWeight >= weight;
    best.leftGradient = leftGradient;
    best.leftWeight = leftWeight;
  }
}
