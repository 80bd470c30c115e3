import type { FeatureMatrix } from '../models/matrix.ts';
import { predictModel } from '../models/regressor.ts';
import { predictStack } from '../models/stack.ts';
import type { OriginModel, TargetModel } from './originModel.ts';
import { TARGETS, type Target } from './target.ts';

/** Forecasts of one target: of the stack and of each model in it, as ln(target / anchor), one per row of the inputs. */
export interface TargetForecasts {
  readonly stack: Float64Array;
  readonly models: Readonly<Record<string, Float64Array>>;
}

/** What the trainer's own models say; ONNX graphs say the same to 1e-5. */
export function forecastTarget(model: TargetModel, x: FeatureMatrix): TargetForecasts {
  const models = Object.fromEntries(Object.entries(model.models).map(([name, own]) => [name, predictModel(own, x)]));
  return { stack: predictStack(model.stack, models), models };
}

/**
 * Points of one film in natural logs of currency units; NaN for a target without models.
 * @param x one row
 */
export function pointsOf(model: OriginModel, x: FeatureMatrix, anchor: number): Record<Target, number> {
  const point = (target: Target) => {
    const own = model.targets[target];
    return own ? anchor + (forecastTarget(own, x).stack[0] ?? Number.NaN) : Number.NaN;
  };
  return Object.fromEntries(TARGETS.map((target) => [target, point(target)])) as Record<Target, number>;
}
