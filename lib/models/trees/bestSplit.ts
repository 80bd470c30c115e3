import type { BinnedColumns } from './binColumns.ts';
import type { Histogram } from './histogram.ts';
import { scanBounded } from './scanBounded.ts';
import { scanColumn } from './scanColumn.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';

/** Share of a node's weight below which a bin of missing values is rounding noise of the subtracted histograms. */
const NOISE = 1e-10;

/**
 * The split that lowers the penalized squared error most. The score of sums (G, W) at value v is v·(2G − (W + l2)·v), at
 * its best G² / (W + l2); the gain is what the children's scores exceed the node's by. Missing values are tried on both
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
  const { monotone, minGain, l2 } = rules;
  const { gradient, weight, lower, upper } = node;
  const value = Math.min(Math.max(gradient / (weight + l2), lower), upper);
  const own = value * (2 * gradient - (weight + l2) * value);
  const best: Split = { feature: -1, bin: 0, missingLeft: false, leftGradient: 0, leftWeight: 0, score: own + minGain };
  for (let f = 0; f < features.length; f++) {
    const feature = features[f] as number;
    const start = 2 * (binned.starts[feature] as number);
    const missing = start + 2 * (binned.missingBin[feature] as number);
    const someMissing = (histogram[missing + 1] as number) > NOISE * weight;
    if (monotone) scanBounded(histogram, start, missing, someMissing, feature, node, rules, best);
    else scanColumn(histogram, start, missing, someMissing, feature, node, rules, best);
  }
  if (best.feature < 0) return undefined;
  settle(best, histogram, binned, node);
  return best;
}

/**
 * Moves the cut among those that part the node's rows alike. What parts present from missing values shall do so for any
 * value; another cut lies in the middle of the empty bins, as far from the rows of either side.
 */
function settle(split: Split, histogram: Histogram, binned: BinnedColumns, { gradient, weight }: NodeSums): void {
  const start = 2 * (binned.starts[split.feature] as number);
  const missingBin = binned.missingBin[split.feature] as number;
  const missing = start + 2 * missingBin;
  const missingWeight = histogram[missing + 1] as number;
  const nothing = NOISE * weight;
  if (missingWeight > nothing && split.missingLeft && split.leftWeight - missingWeight <= nothing) {
    split.missingLeft = false;
    split.bin = missingBin - 1;
    split.leftGradient = gradient - (histogram[missing] as number);
    split.leftWeight = weight - missingWeight;
  }
  let next = split.bin + 1;
  while (next < missingBin && (histogram[start + 2 * next + 1] as number) <= nothing) next++;
  split.bin = next === missingBin ? missingBin - 1 : split.bin + ((next - split.bin - 1) >> 1);
}
