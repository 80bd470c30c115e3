import type { Random } from '../../stats/random.ts';
import type { BinnedColumns } from './binColumns.ts';
import { CLEARLY } from './clearly.ts';
import type { NodeRows } from './histogram.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

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
  binned: BinnedColumns,
  features: Int32Array,
  rows: NodeRows,
  from: number,
  until: number,
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
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    const base = feature * binned.rows;
    const missing = binned.missingBin[feature] as number;
    const range = binRange(binned.bins, base, missing, rows.order, from, until);
    const lowest = range & 0xff;
    const highest = (range >> 8) & 0xff;
    const someMissing = range >> 16 === 1;
    if (lowest >= highest && !someMissing) continue;
    const apart = lowest >= highest; // only present and missing values can be parted
    const bin = apart ? missing - 1 : lowest + Math.floor(random() * (highest - lowest));
    tryCut(binned, rows, from, until, feature, bin, someMissing && !apart, node, rules, best);
  }
  return best.feature < 0 ? undefined : best;
}

/** @returns lowest bin | highest bin << 8 | 1 << 16 if a value is missing; a hot loop */
function binRange(
  bins: Uint8Array,
  base: number,
  missing: number,
  order: Int32Array,
  from: number,
  until: number,
): number {
  let lowest = 255;
  let highest = 0;
  let someMissing = 0;
  for (let k = from; k < until; k++) {
    const bin = bins[base + (order[k] as number)] as number;
    if (bin === missing) {
      someMissing = 1;
      continue;
    }
    if (bin < lowest) lowest = bin;
    if (bin > highest) highest = bin;
  }
  return lowest | (highest << 8) | (someMissing << 16);
}

/** Improves `best` if rows up to `bin` against the others, missing ones on either side, gain more; a hot loop. */
function tryCut(
  binned: BinnedColumns,
  { order, gradients, weights }: NodeRows,
  from: number,
  until: number,
  feature: number,
  bin: number,
  bothSides: boolean,
  { gradient, weight, lower, upper }: NodeSums,
  { l2, minLeafWeight, monotone }: SplitRules,
  best: Split,
): void {
  const { bins, rows: height } = binned;
  const base = feature * height;
  const missing = binned.missingBin[feature] as number;
  let leftGradient = 0;
  let leftWeight = 0;
  let missingGradient = 0;
  let missingWeight = 0;
  for (let k = from; k < until; k++) {
    const own = bins[base + (order[k] as number)] as number;
    if (own <= bin) {
      leftGradient += gradients[k] as number;
      leftWeight += weights[k] as number;
    } else if (own === missing) {
      missingGradient += gradients[k] as number;
      missingWeight += weights[k] as number;
    }
  }
  const direction = monotone?.[feature] ?? 0;
  for (let side = 0; side < (bothSides ? 2 : 1); side++) {
    if (side === 1) {
      leftGradient += missingGradient;
      leftWeight += missingWeight;
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
    best.missingLeft = bothSides ? side === 1 : missingWeight === 0 && 2 * leftWeight >= weight;
    best.leftGradient = leftGradient;
    best.leftWeight = leftWeight;
  }
}
