import type { Attribution } from '../contract.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { attributeTrees } from '../shap.ts';
import type { TreeEnsemble } from '../trees/treeEnsemble.ts';
import { addTrees } from '../trees/treeEnsemble.ts';

/** Boosted trees: the prediction is `base` plus the value of one leaf of every tree. */
export interface BoostingModel {
  readonly kind: 'boosting';
  readonly columns: number;
  readonly base: number;
  readonly trees: TreeEnsemble;
}

/** One prediction per row. @throws RangeError when the number of columns differs from the training's */
export function predictBoosting(model: BoostingModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  const predictions = new Float64Array(x.rows).fill(model.base);
  addTrees(model.trees, x, predictions);
  return predictions;
}

/** What each column adds to one row's prediction (exact path-dependent Shapley values); see `attributeTrees`. */
export function attributeBoosting(model: BoostingModel, x: FeatureMatrix, row: number): Attribution {
  checkColumns(model, x);
  const { base, contributions } = attributeTrees(model.trees, x, row);
  return { base: model.base + base, contributions };
}
