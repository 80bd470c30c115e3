import type { Attribution } from '../contract.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { attributeTrees } from '../shap.ts';
import type { TreeEnsemble } from '../trees/treeEnsemble.ts';
import { addTrees } from '../trees/treeEnsemble.ts';

/**
 * A forest: the prediction is the mean over its trees. The leaves hold their tree's value divided by the number of trees,
 * so that the prediction is their sum.
 */
export interface ForestModel {
  readonly kind: 'forest';
  readonly columns: number;
  readonly trees: TreeEnsemble;
}

/** One prediction per row. @throws RangeError when the number of columns differs from the training's */
export function predictForest(model: ForestModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  const predictions = new Float64Array(x.rows);
  addTrees(model.trees, x, predictions);
  return predictions;
}

/** What each column adds to one row's prediction (exact path-dependent Shapley values); see `attributeTrees`. */
export function attributeForest(model: ForestModel, x: FeatureMatrix, row: number): Attribution {
  checkColumns(model, x);
  return attributeTrees(model.trees, x, row);
}
