import type { BoostingModel } from './boosting/boostingModel.ts';
import { attributeBoosting, predictBoosting } from './boosting/boostingModel.ts';
import type { ComparablesModel } from './comparables/comparablesModel.ts';
import { predictComparables } from './comparables/findComparables.ts';
import type { Attribution } from './contract.ts';
import type { ForestModel } from './forest/forestModel.ts';
import { attributeForest, predictForest } from './forest/forestModel.ts';
import { attributeKernel } from './kernel/attributeKernel.ts';
import type { KernelModel } from './kernel/kernelModel.ts';
import { predictKernel } from './kernel/predictKernel.ts';
import type { FeatureMatrix } from './matrix.ts';
import type { MultiplierModel } from './multiplier.ts';
import { attributeMultiplier, predictMultiplier } from './multiplier.ts';
import { attributePooledLegs, type PooledLegsModel, predictPooledLegs } from './pooledLegs/pooledLegsModel.ts';
import { attributeRidge, predictRidge } from './ridge/predictRidge.ts';
import type { RidgeModel } from './ridge/ridgeModel.ts';

/** Models that are exported to ONNX and can say what each input contributed. */
export type GraphModel = RidgeModel | BoostingModel | ForestModel | KernelModel;

/** Every model of one target: plain data with a `kind`. */
export type RegressorModel = GraphModel | MultiplierModel | PooledLegsModel | ComparablesModel;

/** One prediction per row, whatever the model. @throws RangeError when the number of columns differs */
export function predictModel(model: RegressorModel, x: FeatureMatrix): Float64Array {
  switch (model.kind) {
    case 'ridge':
      return predictRidge(model, x);
    case 'boosting':
      return predictBoosting(model, x);
    case 'forest':
      return predictForest(model, x);
    case 'kernel':
      return predictKernel(model, x);
    case 'multiplier':
      return predictMultiplier(model, x);
    case 'pooled-legs':
      return predictPooledLegs(model, x);
    case 'comparables':
      return predictComparables(model, x);
  }
}

/** Why the model predicts what it does for one row; comparables answer with films instead (`findComparables`). */
export function attributeModel(
  model: Exclude<RegressorModel, ComparablesModel>,
  x: FeatureMatrix,
  row: number,
): Attribution {
  switch (model.kind) {
    case 'ridge':
      return attributeRidge(model, x, row);
    case 'boosting':
      return attributeBoosting(model, x, row);
    case 'forest':
      return attributeForest(model, x, row);
    case 'kernel':
      return attributeKernel(model, x, row);
    case 'multiplier':
      return attributeMultiplier(model, x);
    case 'pooled-legs':
      return attributePooledLegs(model, x, row);
  }
}

/**
 * The attribution of a weighted sum of models plus a bias, such as a stack's.
 * @param parts at least one, all over the same columns
 */
export function combineAttributions(
  parts: readonly { readonly weight: number; readonly attribution: Attribution }[],
  bias: number,
): Attribution {
  const contributions = new Float64Array(parts[0]?.attribution.contributions.length ?? 0);
  let base = bias;
  for (const { weight, attribution } of parts) {
    base += weight * attribution.base;
    attribution.contributions.forEach((value, column) => {
      contributions[column] = (contributions[column] as number) + weight * value;
    });
  }
  return { base, contributions };
}
