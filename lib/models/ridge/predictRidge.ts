import type { Attribution } from '../contract.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import type { RidgeModel } from './ridgeModel.ts';

/** One prediction per row. @throws RangeError when the number of columns differs from the training's */
export function predictRidge(model: RidgeModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  const predictions = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let sum = model.intercept;
    for (let j = 0; j < x.columns; j++) sum += contribution(model, j, x.data[i * x.columns + j] as number);
    predictions[i] = sum;
  }
  return predictions;
}

/** What each column adds to one row's prediction; the base is the weighted mean of the training targets. */
export function attributeRidge(model: RidgeModel, x: FeatureMatrix, row: number): Attribution {
  checkColumns(model, x);
  const contributions = Float64Array.from({ length: x.columns }, (_, j) =>
    contribution(model, j, x.data[row * x.columns + j] as number),
  );
  return { base: model.intercept, contributions };
}

function contribution(model: RidgeModel, column: number, value: number): number {
  const flag = model.flag[column] as number;
  const share = model.missingShare[column] as number;
  if (Number.isNaN(value)) return flag * (1 - share);
  const clamped = Math.min(Math.max(value, model.lower[column] as number), model.upper[column] as number);
  return (model.slope[column] as number) * (clamped - (model.mean[column] as number)) - flag * share;
}
