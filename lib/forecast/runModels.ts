import type { ModelSession, SequenceSession } from '../ports/modelRuntime.ts';
import type { FilmInputs } from './filmInputs.ts';
import type { TargetModel } from './originModel.ts';
import { addSequence, type GraphOutputs, sequenceWeight } from './sequenceShare.ts';

/** The graphs that forecast at one origin. */
export interface OriginGraphs {
  readonly session: ModelSession;
  /** Absent where the stack does without it. */
  readonly sequence?: SequenceSession;
  readonly explanation: Pick<TargetModel, 'stack'>;
}

/**
 * Everything that the graphs of an origin say of one film.
 * @throws AppError `model.inputs`, `model.run-failed`
 */
export async function runModels(graphs: OriginGraphs, inputs: FilmInputs): Promise<GraphOutputs> {
  const { session, sequence } = graphs;
  const x = { rows: 1, columns: inputs.values.length, data: inputs.values };
  const outputs = await session.run(x);
  if (!sequence) return outputs;
  const { stack } = graphs.explanation;
  if (sequenceWeight(stack) === 0) return outputs;
  return addSequence(outputs, stack, await sequence.run({ sequences: inputs.sequence, x }));
}
