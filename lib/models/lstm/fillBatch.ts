import type { Network } from './network.ts';
import type { SequenceInputs, SequenceModel } from './sequenceModel.ts';
import { standardizeRow, widthOf } from './standardizer.ts';

/** Channels and columns of one film that are to look as if they were missing: 1 = hidden. */
export interface Hidden {
  readonly channels: Uint8Array;
  readonly columns: Uint8Array;
}

/**
 * Puts films in the places of a batch, each with its steps, its statics and, behind these, the inputs of its last step
 * once more, so that the head sees the latest numbers as they are; places without a film are films without steps.
 * @param film number of the film in each place
 * @param hidden what to hide from the film in a place
 */
export function fillBatch(
  network: Network,
  { sequence, statics }: Pick<SequenceModel, 'sequence' | 'statics'>,
  { sequences, x }: SequenceInputs,
  films: ArrayLike<number>,
  hidden: (place: number) => Hidden | undefined = () => undefined,
): void {
  const { kernel, at, batch, shape, valid, last } = network;
  const { memory } = kernel;
  const joined = shape.hidden + shape.statics;
  valid.fill(0);
  last.fill(-1);
  for (let place = 0; place < batch; place++) {
    const film = place < films.length ? (films[place] as number) : -1;
    const to = at.joined + place * joined + shape.hidden;
    if (film < 0) {
      memory.fill(0, to, to + shape.statics);
      for (let step = 0; step < shape.steps; step++) {
        const from = at.inputs[0] + (step * batch + place) * shape.inputs;
        memory.fill(0, from, from + shape.inputs);
      }
      continue;
    }
    const own = hidden(place);
    standardizeRow(statics, x.data, film * x.columns, own?.columns, memory, to);
    const lastInputs = to + widthOf(statics);
    memory.fill(0, lastInputs, to + shape.statics);
    for (let step = 0; step < shape.steps; step++) {
      const row = step * batch + place;
      const into = at.inputs[0] + row * shape.inputs;
      const offset = (film * sequences.steps + step) * sequences.channels;
      if (step >= sequences.steps || Number.isNaN(sequences.data[offset] as number)) {
        memory.fill(0, into, into + shape.inputs);
        continue;
      }
      valid[row] = 1;
      last[place] = step;
      standardizeRow(sequence, sequences.data, offset, own?.channels, memory, into);
      memory.fill(0, into + widthOf(sequence), into + shape.inputs);
    }
    const from = at.inputs[0] + ((last[place] as number) * batch + place) * shape.inputs;
    if ((last[place] as number) >= 0) memory.copyWithin(lastInputs, from, from + widthOf(sequence));
  }
}

/** How many steps of a sequence exist. */
export function stepsOf({ steps, channels, data }: SequenceInputs['sequences'], film: number): number {
  let count = 0;
  for (let step = 0; step < steps; step++) {
    if (!Number.isNaN(data[(film * steps + step) * channels] as number)) count++;
  }
  return count;
}
