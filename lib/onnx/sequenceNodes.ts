import { type LayerBlocks, type ParameterBlock, parameterBlocks } from '../models/lstm/networkShape.ts';
import type { SequenceModel } from '../models/lstm/sequenceModel.ts';
import { widthOf } from '../models/lstm/standardizer.ts';
import type { GraphConstant } from './graphModel.ts';
import type { GraphNode } from './graphNode.ts';
import type { GraphPart } from './ridgeNodes.ts';

/** Names of what every network of a graph reads. */
export interface SequenceValues {
  /** Standardized steps, [steps, N, width] float. */
  readonly steps: string;
  /** Standardized statics and the inputs of the last step, [N, width] float. */
  readonly statics: string;
  /** 1 where a step exists, [N, steps, 1] float. */
  readonly exists: string;
  /** 1 at the last step that exists, [N, steps, 1] float. */
  readonly last: string;
  /** The same, for each head: [N, 1, 1, steps] float, and what keeps attention from steps that do not exist. */
  readonly existsByHead: string;
  readonly barrier: string;
}

/**
 * One network: two LSTM layers, attention of the last step over all steps, a norm, the head.
 * @param output name of the standardized prediction, [N, 1] float; other names begin with it
 */
export function networkNodes(
  model: SequenceModel,
  parameters: Float32Array,
  values: SequenceValues,
  output: string,
): GraphPart {
  const { shape } = model;
  const { hidden, heads } = shape;
  const width = hidden / heads;
  const blocks = parameterBlocks(shape);
  const name = (part: string) => `${output}/${part}`;
  const numbers = ({ offset, columns }: ParameterBlock, rows: number) =>
    parameters.slice(offset, offset + rows * columns);
  const matrix = (part: string, block: ParameterBlock, rows = block.rows): GraphConstant => ({
    name: name(part),
    dims: [rows, block.columns],
    data: numbers(block, rows),
  });
  const row = (part: string, block: ParameterBlock): GraphConstant => ({
    name: name(part),
    dims: [block.columns],
    data: numbers(block, 1),
  });
  const integers = (part: string, list: readonly number[]): GraphConstant => ({
    name: name(part),
    dims: [list.length],
    data: BigInt64Array.from(list, BigInt),
  });
  const permuted = (from: string, to: string, ...perm: readonly number[]): GraphNode => ({
    ...{ operator: 'Transpose', inputs: [from], output: to, attributes: { perm: { integers: perm } } },
  });
  const joined = hidden + widthOf(model.statics) + widthOf(model.sequence);
  const query = matrix('query', blocks.query);
  const scale = 1 / Math.sqrt(width);
  const layers = [
    layerPart(blocks.layers[0], widthOf(model.sequence), parameters, hidden, values.steps, name('layer0')),
    layerPart(blocks.layers[1], hidden, parameters, hidden, name('layer0'), name('layer1')),
  ];
  const nodes: GraphNode[] = [
    permuted(name('layer1'), name('outs'), 1, 0, 2),
    { operator: 'Add', inputs: [name('outs'), name('positions')], output: name('placed') },
    { operator: 'Mul', inputs: [name('placed'), values.last], output: name('placedLast') },
    {
      ...{ operator: 'ReduceSum', inputs: [name('placedLast'), 'stepAxis'], output: name('lasts') },
      attributes: { keepdims: { integer: 0 } },
    },
    { operator: 'MatMul', inputs: [name('placed'), name('key')], output: name('keys') },
    { operator: 'Reshape', inputs: [name('keys'), name('stepsByHead')], output: name('keysByHead') },
    permuted(name('keysByHead'), name('keysTurned'), 0, 2, 3, 1),
    { operator: 'MatMul', inputs: [name('placed'), name('value')], output: name('values') },
    { operator: 'Reshape', inputs: [name('values'), name('stepsByHead')], output: name('valuesByHead') },
    permuted(name('valuesByHead'), name('valuesTurned'), 0, 2, 1, 3),
    { operator: 'MatMul', inputs: [name('lasts'), name('query')], output: name('queries') },
    { operator: 'Reshape', inputs: [name('queries'), name('queryByHead')], output: name('queriesByHead') },
    { operator: 'MatMul', inputs: [name('queriesByHead'), name('keysTurned')], output: name('scores') },
    { operator: 'Add', inputs: [name('scores'), values.barrier], output: name('barred') },
    {
      ...{ operator: 'Softmax', inputs: [name('barred')], output: name('softmax') },
      attributes: { axis: { integer: -1 } },
    },
    { operator: 'Mul', inputs: [name('softmax'), values.existsByHead], output: name('attention') },
    { operator: 'MatMul', inputs: [name('attention'), name('valuesTurned')], output: name('contextsByHead') },
    { operator: 'Reshape', inputs: [name('contextsByHead'), name('flat')], output: name('contexts') },
    { operator: 'MatMul', inputs: [name('contexts'), name('mix')], output: name('mixedOnly') },
    { operator: 'Add', inputs: [name('mixedOnly'), name('mixBias')], output: name('mixedBiased') },
    { operator: 'Add', inputs: [name('mixedBiased'), name('lasts')], output: name('mixed') },
    {
      operator: 'LayerNormalization',
      inputs: [name('mixed'), name('normGain'), name('normBias')],
      output: name('normed'),
      attributes: { axis: { integer: -1 } },
    },
    {
      ...{ operator: 'Concat', inputs: [name('normed'), values.statics], output: name('joined') },
      attributes: { axis: { integer: 1 } },
    },
    { operator: 'MatMul', inputs: [name('joined'), name('dense')], output: name('denseOnly') },
    { operator: 'Add', inputs: [name('denseOnly'), name('denseBias')], output: name('denseBiased') },
    { operator: 'Relu', inputs: [name('denseBiased')], output: name('units') },
    { operator: 'MatMul', inputs: [name('units'), name('output')], output: name('fromUnits') },
    { operator: 'MatMul', inputs: [name('joined'), name('skip')], output: name('fromJoined') },
    { operator: 'Add', inputs: [name('fromUnits'), name('fromJoined')], output: name('sum') },
    { operator: 'Add', inputs: [name('sum'), name('outputBias')], output },
  ];
  const constants: GraphConstant[] = [
    matrix('positions', blocks.positions),
    { ...query, data: (query.data as Float32Array).map((value) => value * scale) },
    matrix('key', blocks.key),
    matrix('value', blocks.value),
    matrix('mix', blocks.mix),
    row('mixBias', blocks.mixBias),
    row('normGain', blocks.normGain),
    row('normBias', blocks.normBias),
    matrix('dense', blocks.dense, joined),
    row('denseBias', blocks.denseBias),
    matrix('output', blocks.output),
    matrix('skip', blocks.skip, joined),
    row('outputBias', blocks.outputBias),
    integers('stepsByHead', [0, 0, heads, width]),
    integers('queryByHead', [0, heads, 1, width]),
    integers('flat', [0, hidden]),
  ];
  return {
    nodes: [...layers.flatMap((part) => part.nodes), ...nodes],
    constants: [...layers.flatMap((part) => part.constants), ...constants],
  };
}

/** One layer over [steps, N, width], to [steps, N, hidden]. */
function layerPart(
  { fromInput, fromHidden, bias }: LayerBlocks,
  width: number,
  parameters: Float32Array,
  hidden: number,
  input: string,
  output: string,
): GraphPart {
  const name = (part: string) => `${output}/${part}`;
  const biases = new Float32Array(8 * hidden);
  biases.set(gatesAsRows(parameters, bias, 1, hidden));
  return {
    nodes: [
      {
        operator: 'LSTM',
        inputs: [input, name('fromInput'), name('fromHidden'), name('bias')],
        output: name('directions'),
        attributes: { hidden_size: { integer: hidden } },
      },
      { operator: 'Squeeze', inputs: [name('directions'), 'stepAxis'], output },
    ],
    constants: [
      {
        name: name('fromInput'),
        dims: [1, 4 * hidden, width],
        data: gatesAsRows(parameters, fromInput, width, hidden),
      },
      {
        name: name('fromHidden'),
        dims: [1, 4 * hidden, hidden],
        data: gatesAsRows(parameters, fromHidden, hidden, hidden),
      },
      { name: name('bias'), dims: [1, 8 * hidden], data: biases },
    ],
  };
}

/** Our gates stand in columns as input, forget, cell, output; ONNX wants rows as input, output, forget, cell. */
const ONNX_GATES = [0, 3, 1, 2] as const;

function gatesAsRows(
  parameters: Float32Array,
  { offset, columns }: ParameterBlock,
  width: number,
  hidden: number,
): Float32Array {
  const turned = new Float32Array(4 * hidden * width);
  ONNX_GATES.forEach((gate, place) => {
    for (let unit = 0; unit < hidden; unit++) {
      for (let i = 0; i < width; i++) {
        turned[(place * hidden + unit) * width + i] = parameters[offset + i * columns + gate * hidden + unit] as number;
      }
    }
  });
  return turned;
}
