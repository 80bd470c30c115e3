import type { FeatureMatrix } from '../models/matrix.ts';
import { predictModel } from '../models/regressor.ts';
import { predictStack } from '../models/stack.ts';
import { stackOutput } from '../onnx/tabularGraph.ts';
import { logDisagreement } from './mixture.ts';
import { graphTargetsOf, type OriginModel, type TargetModel } from './originModel.ts';
import type { Points } from './samples.ts';
import { addSequence, type GraphOutputs, SEQUENCE } from './sequenceShare.ts';
import { TARGETS, type Target } from './target.ts';

/** Forecasts of one target: of the stack and of each model in it, as ln(target / anchor), one per row of the inputs. */
export interface TargetForecasts {
  readonly stack: Float64Array;
  readonly models: Readonly<Record<string, Float64Array>>;
}

/**
 * What the trainer's own models say; ONNX graphs say the same to 1e-5.
 * @param sequence what the sequence model says, one per row; without it the others' share alone, as an origin's graph does
 */
export function forecastTarget(model: TargetModel, x: FeatureMatrix, sequence?: Float64Array): TargetForecasts {
  const tabular = Object.fromEntries(Object.entries(model.models).map(([name, own]) => [name, predictModel(own, x)]));
  const models = sequence ? { ...tabular, [SEQUENCE]: sequence } : tabular;
  return { stack: predictStack(model.stack, { [SEQUENCE]: new Float64Array(x.rows), ...models }), models };
}

/** All that an origin's graph answers, by the trainer's own models. */
export function forecastOutputs(model: OriginModel, x: FeatureMatrix): GraphOutputs {
  const outputs: Record<string, Float64Array> = {};
  for (const [target, own] of graphTargetsOf(model)) {
    const { stack, models } = forecastTarget(own, x);
    for (const [name, forecasts] of Object.entries(models)) outputs[`${target}.${name}`] = forecasts;
    outputs[stackOutput(target)] = stack;
  }
  return outputs;
}

/**
 * Points of one film from what an origin's graph answered; NaN for a target without models.
 * @param models names of the models of the total
 * @param anchor natural log of the amount that answers are ratios to
 */
export function pointsFrom(outputs: GraphOutputs, models: readonly string[], anchor: number): Points {
  const output = (name: string) => outputs[name]?.[0];
  const quantile = (name: string) => output(stackOutput(name));
  const [low, high] = [quantile('total.q10'), quantile('total.q90')];
  const point = (target: Target) => anchor + (output(stackOutput(target)) ?? Number.NaN);
  return {
    ...(Object.fromEntries(TARGETS.map((target) => [target, point(target)])) as Record<Target, number>),
    ...(low === undefined || high === undefined ? {} : { low: anchor + low, high: anchor + high }),
    disagreement: logDisagreement(models.map((name) => output(`total.${name}`) ?? Number.NaN)),
  };
}

/**
 * Points of one film in natural logs of currency units; NaN for a target without models.
 * @param x one row
 * @param sequence what the sequence model says of it, where the stack asks for it
 */
export function pointsOf(model: OriginModel, x: FeatureMatrix, anchor: number, sequence?: Float64Array): Points {
  const { stack } = model.targets.total;
  const outputs = forecastOutputs(model, x);
  return pointsFrom(sequence ? addSequence(outputs, stack, sequence) : outputs, stack.models, anchor);
}
