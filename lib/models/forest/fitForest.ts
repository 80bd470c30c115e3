import { deriveSeed } from '../../stats/deriveSeed.ts';
import { seededRandom } from '../../stats/random.ts';
import type { TrainingRows } from '../contract.ts';
import type { BinnedRows } from '../trees/binnedRows.ts';
import { asBinnedRows } from '../trees/binnedRows.ts';
import { appendTree, coverOf, routeRows } from '../trees/binnedTree.ts';
import { TreeBuilder } from '../trees/treeBuilder.ts';
import type { TreeEnsemble } from '../trees/treeEnsemble.ts';
import { joinEnsembles } from '../trees/treeEnsemble.ts';
import { bootstrapRows, everyRow, rowLottery } from './drawRows.ts';
import type { ForestModel } from './forestModel.ts';
import type { ForestOptions } from './forestOptions.ts';
import { forestSettings } from './forestOptions.ts';
import type { ForestGrower } from './growForestTree.ts';
import { growForestTree } from './growForestTree.ts';

/** Some trees of a forest, their leaves not yet divided by the number of all trees. */
export interface ForestPart {
  readonly columns: number;
  readonly trees: TreeEnsemble;
}

/**
 * A random forest, or extremely randomized trees (`cuts: 'random'`): the mean of trees that each see a bootstrap sample
 * (all rows) and split by the best cut (a random one) of a random choice of the columns. The same rows, options and seed
 * give the same model to the bit.
 * @throws RangeError for malformed rows (see `checkRows`) or options
 * @see Breiman 2001, "Random forests"; Geurts, Ernst & Wehenkel 2006, "Extremely randomized trees"
 */
export function fitForest(rows: TrainingRows | BinnedRows, options: ForestOptions): ForestModel {
  return joinForest([fitForestPart(rows, options)]);
}

/**
 * The trees `from` … `until` − 1 of a forest. Every tree has a seed of its own, so the parts of any division, joined in
 * order, are the same forest.
 */
export function fitForestPart(
  rows: TrainingRows | BinnedRows,
  options: ForestOptions & { readonly from?: number; readonly until?: number },
): ForestPart {
  const training = asBinnedRows(rows, options.bins);
  const { binned, varied, y, weights } = training;
  const columns = binned.edges.length;
  const settings = forestSettings(options, columns);
  const { from = 0, until = settings.trees } = options;
  const { mean, targets, spread } = centred(y, weights);
  const { monotone, minLeafWeight, depth, cuts } = settings;
  const grower: ForestGrower = {
    rules: { l2: 0, minLeafWeight, minGain: 1e-12 * spread, ...(monotone ? { monotone } : {}) },
    drawn: Math.max(1, Math.round(settings.columnShare * varied.length)),
    histogram: new Float64Array(2 * (binned.starts.at(-1) ?? 0)),
    ...{ binned, depth, cuts, varied },
  };
  const lottery = rowLottery(weights);
  const builder = new TreeBuilder();
  const leaves = new Int32Array(binned.rows);
  for (let number = from; number < until; number++) {
    const random = seededRandom(deriveSeed(settings.seed, `tree ${number}`));
    const sample = settings.bootstrap ? bootstrapRows(random, lottery, targets) : everyRow(weights, targets);
    const tree = growForestTree(grower, sample, random);
    tree.value.forEach((value, node) => {
      tree.value[node] = mean + value;
    });
    routeRows(tree, binned, leaves);
    appendTree(builder, tree, binned, coverOf(tree, leaves, weights));
  }
  return { columns, trees: builder.build() };
}

/** The forest of all trees of its parts, in their order. @throws RangeError without parts, or of different widths */
export function joinForest(parts: readonly ForestPart[]): ForestModel {
  const columns = parts[0]?.columns ?? 0;
  if (parts.length === 0 || parts.some((part) => part.columns !== columns)) throw new RangeError('parts do not fit');
  const trees = joinEnsembles(parts.map((part) => part.trees));
  const count = trees.roots.length;
  return { kind: 'forest', columns, trees: { ...trees, value: trees.value.map((value) => value / count) } };
}

/** Targets less their weighted mean, so that sums of a node do not lose digits to it. */
function centred(y: Float64Array, weights: Float64Array) {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    total += weights[i] as number;
    sum += (weights[i] as number) * (y[i] as number);
  }
  const mean = sum / total;
  const targets = y.map((target) => target - mean);
  const spread = targets.reduce((squares, target, i) => squares + (weights[i] as number) * target * target, 0);
  return { mean, targets, spread };
}
