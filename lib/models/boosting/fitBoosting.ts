import type { Random } from '../../stats/random.ts';
import { seededRandom } from '../../stats/random.ts';
import { sampleSorted } from '../../stats/sampleSorted.ts';
import type { TrainingRows } from '../contract.ts';
import { checkColumns, checkRows } from '../contract.ts';
import type { ColumnBins } from '../trees/binColumns.ts';
import { binRows, MAX_BINS } from '../trees/binColumns.ts';
import type { BinnedRows } from '../trees/binnedRows.ts';
import { asBinnedRows } from '../trees/binnedRows.ts';
import type { BinnedTree } from '../trees/binnedTree.ts';
import { appendTree, coverOf, routeRows } from '../trees/binnedTree.ts';
import type { NodeRows } from '../trees/histogram.ts';
import { TreeBuilder } from '../trees/treeBuilder.ts';
import type { BoostingModel } from './boostingModel.ts';
import type { Grower } from './growTree.ts';
import { growTree } from './growTree.ts';
import { takeQuantiles } from './leafQuantiles.ts';
import type { Loss } from './loss.ts';
import { checkLoss, meanLoss, pullOf, startOf } from './loss.ts';

export interface BoostingOptions {
  readonly seed: number;
  /** How many trees at most; default 300. */
  readonly rounds?: number;
  /** Levels of splits per tree; default 4. */
  readonly depth?: number;
  /** What part of each tree's value is taken; default 0.05. */
  readonly learningRate?: number;
  /** L2 penalty on leaf values, in rows; default 1. */
  readonly l2?: number;
  /** The least summed weight of a leaf, above zero; default 5. */
  readonly minLeafWeight?: number;
  /** Share of the rows, and of the columns, drawn anew for every tree; default 0.8 and 1. */
  readonly rowShare?: number;
  readonly columnShare?: number;
  /** Bins per column, 2 … 255; default 64. Of no effect on rows that are binned already. */
  readonly bins?: number;
  /** Default squared. */
  readonly loss?: Loss;
  /** Per column: 1 the prediction may only rise with it, -1 only fall, 0 free. */
  readonly monotone?: Int8Array;
  /** Rows on which to stop early: training ends `patience` trees after the best one and keeps the trees up to it. */
  readonly validation?: TrainingRows;
  /** Default 50. */
  readonly patience?: number;
}

/**
 * Gradient boosting of histogram trees: every tree is fitted to the pull of the loss at the predictions so far. The same
 * rows, options and seed give the same model to the bit.
 * @throws RangeError for malformed rows (see `checkRows`) or options
 * @see Friedman 2001, "Greedy function approximation"; Friedman 2002 for the sampling
 */
export function fitBoosting(rows: TrainingRows | BinnedRows, options: BoostingOptions): BoostingModel {
  const { rounds = 300, depth = 4, learningRate = 0.05, l2 = 1, minLeafWeight = 5, rowShare = 0.8 } = options;
  const { columnShare = 1, loss = { kind: 'squared' }, monotone, patience = 50 } = options;
  if (options.bins !== undefined) checkBins(options.bins);
  const training = asBinnedRows(rows, options.bins);
  const { binned, varied, y, weights } = training;
  const columns = binned.edges.length;
  checkOptions(options, columns);
  const base = startOf(loss, y, weights);
  const spread = y.reduce((sum, target, i) => sum + (weights[i] as number) * (target - base) ** 2, 0);
  const rules = { l2, minLeafWeight, minGain: 1e-12 * spread, ...(monotone ? { monotone } : {}) };
  const grower: Grower = { binned, rules, depth, spare: [] };
  const watch = options.validation && watchValidation(options.validation, binned, loss, base);
  const random = seededRandom(options.seed);
  const builder = new TreeBuilder();
  const predictions = new Float64Array(binned.rows).fill(base);
  const leaves = new Int32Array(binned.rows);
  let best = { loss: Infinity, trees: 0 };

  for (let round = 1; round <= rounds; round++) {
    const order = sampleSorted(random, binned.rows, Math.max(1, Math.round(rowShare * binned.rows)));
    const features = drawColumns(random, varied, columnShare);
    const tree = growTree(grower, sampleOf(order, training, predictions, loss), features);
    routeRows(tree, binned, leaves);
    if (loss.kind === 'pinball') takeQuantiles(tree, order, leaves, training, predictions, loss.level);
    tree.value.forEach((value, node) => {
      tree.value[node] = learningRate * value;
    });
    for (let i = 0; i < binned.rows; i++) {
      predictions[i] = (predictions[i] as number) + (tree.value[leaves[i] as number] as number);
    }
    appendTree(builder, tree, binned, coverOf(tree, leaves, weights));
    if (!watch) continue;
    const reached = watch(tree);
    if (reached < best.loss) best = { loss: reached, trees: round };
    if (round - best.trees >= patience) break;
  }
  return { kind: 'boosting', columns, base, trees: builder.build(watch ? best.trees : undefined) };
}

/** Of the columns in which rows differ, this share. */
function drawColumns(random: Random, varied: Int32Array, share: number): Int32Array {
  const drawn = Math.min(varied.length, Math.max(1, Math.round(share * varied.length)));
  return sampleSorted(random, varied.length, drawn).map((at) => varied[at] as number);
}

/** The rows drawn for one tree, with the pull of the loss at their predictions so far. */
function sampleOf(order: Int32Array, rows: BinnedRows, predictions: Float64Array, loss: Loss): NodeRows {
  const gradients = new Float64Array(order.length);
  const weights = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) {
    const row = order[k] as number;
    const weight = rows.weights[row] as number;
    weights[k] = weight;
    gradients[k] = weight * pullOf(loss, (rows.y[row] as number) - (predictions[row] as number));
  }
  return { order, gradients, weights };
}

/** @returns the mean loss on the validation rows after each further tree */
function watchValidation(validation: TrainingRows, columnBins: ColumnBins, loss: Loss, base: number) {
  const { x, y, weights } = checkRows(validation);
  checkColumns({ columns: columnBins.edges.length }, x);
  const binned = binRows(x, columnBins);
  const predictions = new Float64Array(x.rows).fill(base);
  const leaves = new Int32Array(x.rows);
  return (tree: BinnedTree): number => {
    routeRows(tree, binned, leaves);
    for (let i = 0; i < x.rows; i++) {
      predictions[i] = (predictions[i] as number) + (tree.value[leaves[i] as number] as number);
    }
    return meanLoss(loss, y, predictions, weights);
  };
}

function checkOptions(options: BoostingOptions, columns: number): void {
  const { rounds = 1, depth = 1, learningRate = 1, l2 = 0, minLeafWeight = 1, rowShare = 1, columnShare = 1 } = options;
  const holds: Readonly<Record<string, boolean>> = {
    'rounds >= 1': rounds >= 1,
    'depth >= 1': depth >= 1,
    'learningRate in (0, 1]': learningRate > 0 && learningRate <= 1,
    'l2 >= 0': l2 >= 0,
    'minLeafWeight > 0': minLeafWeight > 0,
    'rowShare in (0, 1]': rowShare > 0 && rowShare <= 1,
    'columnShare in (0, 1]': columnShare > 0 && columnShare <= 1,
    'one monotone direction per column': (options.monotone?.length ?? columns) === columns,
  };
  const broken = Object.keys(holds).find((rule) => !holds[rule]);
  if (broken) throw new RangeError(`boosting needs ${broken}`);
  if (options.loss) checkLoss(options.loss);
}

function checkBins(bins: number): void {
  if (!(bins >= 2 && bins <= MAX_BINS)) throw new RangeError('boosting needs bins in 2 … 255');
}
