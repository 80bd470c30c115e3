import { type ParameterBlock, parameterBlocks } from '../../../../lib/models/lstm/networkShape.ts';
import type { SequenceInputs, SequenceModel } from '../../../../lib/models/lstm/sequenceModel.ts';
import type { Standardizer } from '../../../../lib/models/lstm/standardizer.ts';

/**
 * The prediction for one film written down from the definitions, in double precision on lists of numbers: every step of
 * the sequence attends to every step, and the last one is read. An oracle; shares nothing with the product but the order
 * of the parameters.
 */
export function naivePrediction(model: SequenceModel, { sequences, x }: SequenceInputs, film: number): number {
  const told = Array.from({ length: sequences.steps }, (_, step) => {
    const offset = (film * sequences.steps + step) * sequences.channels;
    return Array.from(sequences.data.subarray(offset, offset + sequences.channels));
  });
  const exists = told.map((step) => !Number.isNaN(step[0] ?? Number.NaN));
  const steps = told.map((step, at) => (exists[at] ? standardized(model.sequence, step) : []));
  const facts = standardized(model.statics, Array.from(x.data.subarray(film * x.columns, (film + 1) * x.columns)));
  const statics = [...facts, ...(steps[exists.lastIndexOf(true)] ?? [])];
  const count = exists.filter(Boolean).length;
  const outputs = model.networks.map((parameters) => oneNetwork(model, parameters, steps, exists, statics));
  const mean = outputs.reduce((sum, value) => sum + value, 0) / outputs.length;
  return (model.target.mean[count] ?? Number.NaN) + (model.target.scale[count] ?? Number.NaN) * mean;
}

function standardized({ used, mean, inverse, flagged }: Standardizer, raw: readonly number[]): number[] {
  const values = Array.from(used, (column, i) => {
    const value = raw[column] ?? Number.NaN;
    if (Number.isNaN(value)) return 0;
    return Math.min(5, Math.max(-5, (value - (mean[i] ?? 0)) * (inverse[i] ?? 0)));
  });
  return [...values, ...Array.from(flagged, (column) => (Number.isNaN(raw[column] ?? Number.NaN) ? 1 : 0))];
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

function oneNetwork(
  { shape }: SequenceModel,
  parameters: Float32Array,
  steps: readonly (readonly number[])[],
  exists: readonly boolean[],
  statics: readonly number[],
): number {
  const { hidden, heads } = shape;
  const blocks = parameterBlocks(shape);
  const at = ({ offset, columns }: ParameterBlock, row: number, column: number) =>
    parameters[offset + row * columns + column] ?? Number.NaN;
  const times = (vector: readonly number[], block: ParameterBlock) =>
    Array.from({ length: block.columns }, (_, column) =>
      vector.reduce((sum, value, row) => sum + value * at(block, row, column), 0),
    );
  const rowOf = (block: ParameterBlock, row = 0) =>
    Array.from({ length: block.columns }, (_, column) => at(block, row, column));
  const plus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value + (b[i] ?? 0));

  let told = steps.map((step) => [...step]);
  for (const { fromInput, fromHidden, bias } of blocks.layers) {
    let state = new Array<number>(hidden).fill(0);
    let cell = new Array<number>(hidden).fill(0);
    told = told.map((input, step) => {
      if (!exists[step]) return state;
      const gates = plus(plus(times(input, fromInput), times(state, fromHidden)), rowOf(bias));
      const gate = (which: number, unit: number) => gates[which * hidden + unit] ?? Number.NaN;
      cell = cell.map((old, unit) => sigmoid(gate(1, unit)) * old + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit)));
      state = cell.map((value, unit) => sigmoid(gate(3, unit)) * Math.tanh(value));
      return state;
    });
  }

  const placed = told.map((state, step) => plus(state, rowOf(blocks.positions, step)));
  const width = hidden / heads;
  const attended = placed.map((asking) => {
    const query = times(asking, blocks.query);
    const context = Array.from({ length: heads }, (_, head) => {
      const part = (vector: readonly number[]) => vector.slice(head * width, (head + 1) * width);
      const scores = placed.map((other, step) =>
        exists[step] ? Math.exp(dot(part(query), part(times(other, blocks.key))) / Math.sqrt(width)) : 0,
      );
      const total = scores.reduce((sum, score) => sum + score, 0);
      return Array.from({ length: width }, (_, unit) =>
        placed.reduce((sum, other, step) => {
          const value = part(times(other, blocks.value))[unit] ?? 0;
          return total === 0 ? 0 : sum + ((scores[step] ?? 0) / total) * value;
        }, 0),
      );
    }).flat();
    return plus(plus(times(context, blocks.mix), rowOf(blocks.mixBias)), asking);
  });
  const mixed = attended[exists.lastIndexOf(true)] ?? rowOf(blocks.mixBias);

  const mean = mixed.reduce((sum, value) => sum + value, 0) / hidden;
  const variance = mixed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / hidden;
  const [gain, shift] = [rowOf(blocks.normGain), rowOf(blocks.normBias)];
  const normed = mixed.map(
    (value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * (gain[i] ?? 0) + (shift[i] ?? 0),
  );
  const joined = [...normed, ...statics];
  const units = plus(times(joined, blocks.dense), rowOf(blocks.denseBias)).map((value) => Math.max(0, value));
  const column = (block: ParameterBlock) => Array.from({ length: block.rows }, (_, row) => at(block, row, 0));
  return dot(units, column(blocks.output)) + dot(joined, column(blocks.skip)) + at(blocks.outputBias, 0, 0);
}
