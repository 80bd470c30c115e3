import type { Random } from '../../stats/random.ts';
import { standardNormal } from '../../stats/standardNormal.ts';
import { type NetworkShape, type ParameterBlock, parameterBlocks } from './networkShape.ts';

/**
 * Random parameters with which signals keep their size: deviation 1 / √width, forget gates open, positions small, the
 * output zero, so that training begins at the mean.
 * @param inputs, statics how many of the padded inputs are real; the others stay zero
 */
export function initialParameters(
  shape: NetworkShape,
  inputs: number,
  statics: number,
  random: Random,
): Float32Array<ArrayBuffer> {
  const { hidden } = shape;
  const blocks = parameterBlocks(shape);
  const parameters = new Float32Array(blocks.count);
  const draw = ({ offset, columns }: ParameterBlock, from: number, rows: number, deviation: number) => {
    for (let i = from * columns; i < (from + rows) * columns; i++) {
      parameters[offset + i] = deviation * standardNormal(random);
    }
  };
  const [first, second] = blocks.layers;
  draw(first.fromInput, 0, inputs, 1 / Math.sqrt(Math.max(1, inputs)));
  draw(first.fromHidden, 0, hidden, 1 / Math.sqrt(hidden));
  draw(second.fromInput, 0, hidden, 1 / Math.sqrt(hidden));
  draw(second.fromHidden, 0, hidden, 1 / Math.sqrt(hidden));
  for (const { bias } of blocks.layers) parameters.fill(1, bias.offset + hidden, bias.offset + 2 * hidden);
  for (const block of [blocks.query, blocks.key, blocks.value, blocks.mix])
    draw(block, 0, hidden, 1 / Math.sqrt(hidden));
  draw(blocks.dense, 0, hidden + statics, 1 / Math.sqrt(hidden + statics));
  draw(blocks.positions, 0, shape.steps, 0.1);
  parameters.fill(1, blocks.normGain.offset, blocks.normGain.offset + hidden);
  return parameters;
}
