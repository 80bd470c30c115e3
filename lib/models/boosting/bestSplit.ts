import type { BinnedColumns } from './binColumns.ts';
import type { Histogram } from './histogram.ts';

/** What a split must respect. */
export interface SplitRules {
  /** L2 penalty on leaf values, in rows. */
  readonly l2: number;
  readonly minLeafWeight: number;
  /** What a split must gain, in summed squared target; above the rounding noise of subtracted histograms. */
  readonly minGain: number;
  /** Per column: 1 the prediction may only rise with it, -1 only fall, 0 free; absent = all free. */
  readonly monotone?: Int8Array;
}

/** Sums of a node and the range that monotone splits above it leave for its value. */
export interface NodeSums {
  readonly gradient: number;
  readonly weight: number;
  readonly lower: number;
  readonly upper: number;
}

/** The chosen split: rows of `feature` in bins 0 … bin go left, missing ones to the side said. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradient: number;
  readonly leftWeight: number;
}

/** Share of a node's weight below which a bin of missing values is rounding noise of the subtracted histograms. */
const NOISE = 1e-10;

/**
 * The split that lowers the penalized squared error most: gain = score(left) + score(right) − score(node), where the
 * score of sums (G, W) at value v is v·(2G − (W + l2)·v), at its best G² / (W + l2). Missing values are tried on both
 * sides; where a node has none, they follow the heavier child. Of equal gains the first column and lowest bin win.
 * @returns undefined when no split gains anything within the rules
 * @see Chen & Guestrin 2016, "XGBoost", algorithms 1 and 3
 */
export function bestSplit(
  histogram: Histogram,
  binned: BinnedColumns,
  features: Int32Array,
  node: NodeSums,
  rules: SplitRules,
): Split | undefined {
  const { l2, minLeafWeight, minGain, monotone } = rules;
  const { gradient, weight, lower, upper } = node;
  const bounded = monotone !== undefined;
  const parent = bounded ? boundedScore(gradient, weight + l2, lower, upper) : (gradient * gradient) / (weight + l2);
  let best = minGain;
  let bestFeature = -1;
  let bestBin = 0;
  let bestMissingLeft = false;
  let bestGradient = 0;
  let bestWeight = 0;
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    const direction = monotone ? (monotone[feature] as number) : 0;
    const start = 2 * (binned.starts[feature] as number);
    const missingBin = binned.missingBin[feature] as number;
    const missingWeight = histogram[start + 2 * missingBin + 1] as number;
    const someMissing = missingWeight > NOISE * weight;
    for (let pass = 0; pass < (someMissing ? 2 : 1); pass++) {
      // pass 0: missing values right, where "all values left" is a split, too; pass 1: missing values left
      let leftGradient = pass === 1 ? (histogram[start + 2 * missingBin] as number) : 0;
      let leftWeight = pass === 1 ? missingWeight : 0;
      const last = pass === 0 && someMissing ? missingBin : missingBin - 1;
      for (let bin = 0; bin < last; bin++) {
        const at = start + (bin << 1);
        const binWeight = histogram[at + 1] as number;
        if (binWeight === 0) continue;
        leftGradient += histogram[at] as number;
        leftWeight += binWeight;
        if (leftWeight < minLeafWeight) continue;
        const rightWeight = weight - leftWeight;
        if (rightWeight < minLeafWeight) break;
        const rightGradient = gradient - leftGradient;
        let gain: number;
        if (bounded) {
          const leftValue = clamp(leftGradient / (leftWeight + l2), lower, upper);
          const rightValue = clamp(rightGradient / (rightWeight + l2), lower, upper);
          if (direction * (rightValue - leftValue) < 0) continue;
          gain =
            leftValue * (2 * leftGradient - (leftWeight + l2) * leftValue) +
            rightValue * (2 * rightGradient - (rightWeight + l2) * rightValue) -
            parent;
        } else {
          gain =
            (leftGradient * leftGradient) / (leftWeight + l2) +
            (rightGradient * rightGradient) / (rightWeight + l2) -
            parent;
        }
        if (gain > best) {
          best = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = someMissing ? pass === 1 : leftWeight >= rightWeight;
          bestGradient = leftGradient;
          bestWeight = leftWeight;
        }
      }
    }
  }
  if (bestFeature < 0) return undefined;
  return {
    feature: bestFeature,
    bin: bestBin,
    missingLeft: bestMissingLeft,
    leftGradient: bestGradient,
    leftWeight: bestWeight,
  };
}

function clamp(value: number, lower: number, upper: number): number {
  return value < lower ? lower : value > upper ? upper : value;
}

function boundedScore(gradient: number, weight: number, lower: number, upper: number): number {
  const value = clamp(gradient / weight, lower, upper);
  return value * (2 * gradient - weight * value);
}
