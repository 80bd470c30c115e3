import type { StackModel } from '../models/stack.ts';
import { stackOutput } from '../onnx/tabularGraph.ts';

/** One number per row, by the names that an origin's graph has for them. */
export type GraphOutputs = Readonly<Record<string, Float64Array>>;

/** The name of the sequence model in the stack of a total: one model for all origins, with a graph of its own. */
export const SEQUENCE = 'sequence';

/** What share of the forecast of a total the sequence model has. */
export function sequenceWeight({ models, weights }: StackModel): number {
  return weights[models.indexOf(SEQUENCE)] ?? 0;
}

/**
 * What an origin's graph answered, with the sequence model's share added: the graph sums up its own models alone.
 * @param sequence ln(total / anchor) by the sequence model, one per row
 */
export function addSequence(outputs: GraphOutputs, stack: StackModel, sequence: Float64Array): GraphOutputs {
  const weight = sequenceWeight(stack);
  const total = stackOutput('total');
  const summed = outputs[total]?.map((value, row) => value + weight * (sequence[row] ?? Number.NaN));
  return { ...outputs, [`total.${SEQUENCE}`]: sequence, ...(summed ? { [total]: summed } : {}) };
}
