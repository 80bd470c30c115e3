import { SEQUENCE_GROUPS } from '../features/sequenceChannels.ts';
import { CHANNEL_GROUPS, GROUP_NAMES, STATIC_GROUPS } from '../features/sequenceStatics.ts';
import { attributeSequence, type PredictSequences } from '../models/lstm/attributeSequence.ts';
import type { InputGroups, SequenceInputs } from '../models/lstm/sequenceModel.ts';

/** Inputs of the sequence model that are hidden and explained together. */
export const SEQUENCE_INPUT_GROUPS: InputGroups = {
  count: GROUP_NAMES.length,
  channels: CHANNEL_GROUPS,
  columns: STATIC_GROUPS,
};

/** What a group of inputs adds to the log of the forecast by way of the sequence model. */
export interface GroupEffect {
  readonly feature: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly effect: number;
}

/**
 * The sequence model's part of a forecast, by exact Shapley values over groups of its inputs.
 * @param weight the model's share in the stack
 * @param prediction what it said of the film
 */
export async function explainSequence(
  predict: PredictSequences,
  inputs: SequenceInputs,
  weight: number,
  prediction: number,
): Promise<readonly GroupEffect[]> {
  const { contributions } = await attributeSequence(predict, inputs, SEQUENCE_INPUT_GROUPS, prediction);
  return GROUP_NAMES.map((group, at) => ({
    feature: `days_${group}`,
    name: {
      en: `${SEQUENCE_GROUPS[group].en}, day by day`,
      zh: `${SEQUENCE_GROUPS[group].zh}(逐日走势)`,
    },
    effect: weight * (contributions[at] ?? 0),
  }));
}
