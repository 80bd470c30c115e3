import type { Attribution } from '../contract.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { type Factor, levelsOf } from './levels.ts';

/** A log ratio made of a common level and, per factor, the level's departure from it, pulled towards none. */
export interface PooledLegsModel {
  readonly kind: 'pooled-legs';
  readonly columns: number;
  readonly intercept: number;
  readonly factors: readonly {
    readonly factor: Factor;
    /** One per level, in units of the target. */
    readonly effects: Float64Array;
  }[];
}

/** One prediction per row. @throws RangeError when the number of columns differs from the training's */
export function predictPooledLegs(model: PooledLegsModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  const predictions = new Float64Array(x.rows).fill(model.intercept);
  for (const { factor, effects } of model.factors) {
    for (let row = 0; row < x.rows; row++) {
      for (const { level, share } of levelsOf(factor, x, row)) {
        predictions[row] = (predictions[row] as number) + share * (effects[level] as number);
      }
    }
  }
  return predictions;
}

/** What each column adds to one row's prediction, exactly: a factor's effects, the "none" level by its first column. */
export function attributePooledLegs(model: PooledLegsModel, x: FeatureMatrix, row: number): Attribution {
  checkColumns(model, x);
  const contributions = new Float64Array(x.columns);
  for (const { factor, effects } of model.factors) {
    for (const { level, share } of levelsOf(factor, x, row)) {
      const column = factor.kind === 'tiers' ? factor.column : (factor.columns[level] ?? (factor.columns[0] as number));
      contributions[column] = (contributions[column] as number) + share * (effects[level] as number);
    }
  }
  return { base: model.intercept, contributions };
}
