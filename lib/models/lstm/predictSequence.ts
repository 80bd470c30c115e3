import { fillBatch, stepsOf } from './fillBatch.ts';
import type { KernelKind } from './kernel/createKernel.ts';
import { createNetwork } from './network.ts';
import { forwardPass } from './passes.ts';
import type { SequenceInputs, SequenceModel } from './sequenceModel.ts';

/** Films at a time. */
const BATCH = 64;

/**
 * One prediction per film: the mean of the networks, without dropout. A film's answer does not depend on the others.
 * @throws RangeError when steps, channels, columns or rows do not fit the model
 */
export function predictSequence(
  model: SequenceModel,
  inputs: SequenceInputs,
  kernel: KernelKind = 'simd',
): Float64Array {
  checkInputs(model, inputs);
  const { rows } = inputs.sequences;
  const predictions = new Float64Array(rows);
  const batch = 4 * Math.ceil(Math.min(BATCH, Math.max(rows, 1)) / 4);
  const network = createNetwork(model.shape, batch, kernel, false);
  const share = 1 / model.networks.length;
  for (const parameters of model.networks) {
    network.kernel.memory.set(parameters, network.at.parameters);
    for (let from = 0; from < rows; from += batch) {
      const films = Array.from({ length: Math.min(batch, rows - from) }, (_, place) => from + place);
      fillBatch(network, model, inputs, films);
      forwardPass(network);
      films.forEach((film, place) => {
        const steps = stepsOf(inputs.sequences, film);
        const mean = model.target.mean[steps] as number;
        const scale = model.target.scale[steps] as number;
        const value = mean + scale * (network.output[place] as number);
        predictions[film] = (predictions[film] as number) + share * value;
      });
    }
  }
  return predictions;
}

function checkInputs(model: SequenceModel, { sequences, x }: SequenceInputs): void {
  const { steps, channels, columns } = model;
  if (sequences.steps > steps || sequences.channels !== channels || x.columns !== columns) {
    throw new RangeError(
      `expected ${steps} steps of ${channels} and ${columns} columns, got ${sequences.steps} of ${sequences.channels} and ${x.columns}`,
    );
  }
  if (sequences.rows !== x.rows || sequences.data.length !== x.rows * sequences.steps * channels) {
    throw new RangeError(`${sequences.rows} sequences do not fit ${x.rows} rows`);
  }
}
