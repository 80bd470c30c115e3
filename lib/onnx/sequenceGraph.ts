import type { SequenceModel } from '../models/lstm/sequenceModel.ts';
import { LIMIT, type Standardizer } from '../models/lstm/standardizer.ts';
import { encodeGraphModel, type GraphConstant } from './graphModel.ts';
import type { GraphNode } from './graphNode.ts';
import type { GraphPart } from './ridgeNodes.ts';
import { networkNodes, type SequenceValues } from './sequenceNodes.ts';
import { GRAPH_INPUT } from './tabularGraph.ts';

/** The name of the sequences, and of the output. */
export const SEQUENCE_INPUT = 'sequence';
export const SEQUENCE_OUTPUT = 'sequence.total';

export interface SequenceGraphSpec {
  readonly model: SequenceModel;
  /** Names kept as metadata `features` and `channels` (JSON lists). */
  readonly featureNames: readonly string[];
  readonly channelNames: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

const VALUES: SequenceValues = {
  steps: 'steps',
  statics: 'statics',
  exists: 'exists',
  last: 'last',
  existsByHead: 'existsByHead',
  barrier: 'barrier',
};

/** onnx.proto3's numbers of element types, for Cast. */
const TO = { float: { to: { integer: 1 } }, int64: { to: { integer: 7 } }, double: { to: { integer: 11 } } } as const;

/**
 * The ONNX bytes of a sequence model, all networks inside. Inputs: `sequence` [N, steps, channels] and `x` [N, features],
 * float, NaN = missing. Output `sequence.total`: [N, 1] double, the mean of the networks. Networks compute in single
 * precision, as the trainer does; their mean and the scale of the target are double. The same spec gives the same bytes.
 * @throws RangeError for names that do not fit or a number that is not finite
 */
export function buildSequenceGraph({ model, featureNames, channelNames, metadata }: SequenceGraphSpec): Uint8Array {
  if (featureNames.length !== model.columns) throw new RangeError(`${model.columns} columns, other names`);
  if (channelNames.length !== model.channels) throw new RangeError(`${model.channels} channels, other names`);
  const outputs = model.networks.map((_, n) => `network${n}`);
  const parts = [
    existingSteps(model),
    stepInputs(model),
    staticInputs(model),
    ...model.networks.map((parameters, n) => networkNodes(model, parameters, VALUES, outputs[n] as string)),
    meanInUnits(model, outputs),
  ];
  return encodeGraphModel({
    nodes: parts.flatMap((part) => part.nodes),
    constants: parts.flatMap((part) => part.constants),
    inputs: [
      { name: SEQUENCE_INPUT, type: 'float', dims: ['N', model.steps, model.channels] },
      { name: GRAPH_INPUT, type: 'float', dims: ['N', model.columns] },
    ],
    outputs: [{ name: SEQUENCE_OUTPUT, type: 'double', dims: ['N', 1] }],
    metadata: { features: JSON.stringify(featureNames), channels: JSON.stringify(channelNames), ...metadata },
  });
}

const integers = (name: string, values: ArrayLike<number>): GraphConstant => ({
  name,
  dims: [values.length],
  data: BigInt64Array.from(Array.from(values, BigInt)),
});
const floats = (name: string, values: readonly number[], dims: readonly number[] = []): GraphConstant => ({
  name,
  dims,
  data: Float32Array.from(values),
});

/** Which steps exist, which is the last, how many there are. */
function existingSteps({ steps }: SequenceModel): GraphPart {
  const { exists, last, existsByHead, barrier } = VALUES;
  const nodes: GraphNode[] = [
    {
      operator: 'Gather',
      inputs: [SEQUENCE_INPUT, 'positionChannel'],
      output: 'position',
      attributes: { axis: { integer: 2 } },
    },
    { operator: 'IsNaN', inputs: ['position'], output: 'absent' },
    { operator: 'Where', inputs: ['absent', 'zero', 'one'], output: exists },
    { operator: 'Mul', inputs: [exists, 'stepNumbers'], output: 'numbered' },
    {
      operator: 'ReduceMax',
      inputs: ['numbered', 'stepAxis'],
      output: 'lastNumber',
      attributes: { keepdims: { integer: 1 } },
    },
    { operator: 'Equal', inputs: ['numbered', 'lastNumber'], output: 'isLast' },
    { operator: 'Where', inputs: ['isLast', exists, 'zero'], output: last },
    {
      operator: 'ReduceSum',
      inputs: [exists, 'stepAxis'],
      output: 'countOfSteps',
      attributes: { keepdims: { integer: 0 } },
    },
    { operator: 'Cast', inputs: ['countOfSteps'], output: 'steps/count', attributes: TO.int64 },
    { operator: 'Reshape', inputs: [exists, 'byHead'], output: existsByHead },
    { operator: 'Sub', inputs: [existsByHead, 'one'], output: 'minusAbsent' },
    { operator: 'Mul', inputs: ['minusAbsent', 'huge'], output: barrier },
  ];
  const numbers = Array.from({ length: steps }, (_, step) => step + 1);
  const constants = [
    integers('positionChannel', [0]),
    integers('stepAxis', [1]),
    integers('byHead', [0, 1, 1, steps]),
    floats('zero', [0]),
    floats('one', [1]),
    floats('huge', [1e30]),
    floats('stepNumbers', numbers, [1, steps, 1]),
  ];
  return { nodes, constants };
}

/** Standardized steps, those that do not exist zero, step by step. */
function stepInputs({ sequence }: SequenceModel): GraphPart {
  const { nodes, constants } = standardized(sequence, SEQUENCE_INPUT, 2, 'films');
  return {
    nodes: [
      ...nodes,
      { operator: 'Mul', inputs: ['films', VALUES.exists], output: 'existing' },
      {
        operator: 'Transpose',
        inputs: ['existing'],
        output: VALUES.steps,
        attributes: { perm: { integers: [1, 0, 2] } },
      },
    ],
    constants,
  };
}

function staticInputs({ statics }: SequenceModel): GraphPart {
  const { nodes, constants } = standardized(statics, GRAPH_INPUT, 1, 'facts');
  return {
    nodes: [
      ...nodes,
      { operator: 'Mul', inputs: ['films', VALUES.last], output: 'lastOnly' },
      {
        operator: 'ReduceSum',
        inputs: ['lastOnly', 'stepAxis'],
        output: 'lastInputs',
        attributes: { keepdims: { integer: 0 } },
      },
      {
        operator: 'Concat',
        inputs: ['facts', 'lastInputs'],
        output: VALUES.statics,
        attributes: { axis: { integer: 1 } },
      },
    ],
    constants,
  };
}

/** What `standardizeRow` does, along an axis. */
function standardized(own: Standardizer, input: string, axis: number, output: string): GraphPart {
  const name = (part: string) => `${output}/${part}`;
  const along = { axis: { integer: axis } };
  return {
    nodes: [
      { operator: 'Gather', inputs: [input, name('used')], output: name('values'), attributes: along },
      { operator: 'IsNaN', inputs: [name('values')], output: name('missing') },
      { operator: 'Sub', inputs: [name('values'), name('mean')], output: name('centred') },
      { operator: 'Mul', inputs: [name('centred'), name('inverse')], output: name('scaled') },
      { operator: 'Max', inputs: [name('scaled'), name('lower')], output: name('raised') },
      { operator: 'Min', inputs: [name('raised'), name('upper')], output: name('clamped') },
      { operator: 'Where', inputs: [name('missing'), 'zero', name('clamped')], output: name('filled') },
      { operator: 'Gather', inputs: [input, name('flagged')], output: name('flags'), attributes: along },
      { operator: 'IsNaN', inputs: [name('flags')], output: name('flagMissing') },
      { operator: 'Cast', inputs: [name('flagMissing')], output: name('flagNumbers'), attributes: TO.float },
      { operator: 'Concat', inputs: [name('filled'), name('flagNumbers')], output, attributes: along },
    ],
    constants: [
      integers(name('used'), own.used),
      integers(name('flagged'), own.flagged),
      { name: name('mean'), dims: [own.mean.length], data: own.mean },
      { name: name('inverse'), dims: [own.inverse.length], data: own.inverse },
      floats(name('lower'), [-LIMIT]),
      floats(name('upper'), [LIMIT]),
    ],
  };
}

/** The mean of the networks in the units of the target, which depend on the number of steps. */
function meanInUnits({ target }: SequenceModel, networks: readonly string[]): GraphPart {
  const count = networks.length;
  return {
    nodes: [
      { operator: 'Concat', inputs: networks, output: 'networks', attributes: { axis: { integer: 1 } } },
      { operator: 'Cast', inputs: ['networks'], output: 'networksDouble', attributes: TO.double },
      { operator: 'MatMul', inputs: ['networksDouble', 'shares'], output: 'mean' },
      { operator: 'Gather', inputs: ['targetScale', 'steps/count'], output: 'scaleOfFilm' },
      { operator: 'Gather', inputs: ['targetMean', 'steps/count'], output: 'meanOfFilm' },
      { operator: 'Mul', inputs: ['mean', 'scaleOfFilm'], output: 'aboveMean' },
      { operator: 'Add', inputs: ['aboveMean', 'meanOfFilm'], output: SEQUENCE_OUTPUT },
    ],
    constants: [
      { name: 'shares', dims: [count, 1], data: new Float64Array(count).fill(1 / count) },
      { name: 'targetScale', dims: [target.scale.length], data: target.scale },
      { name: 'targetMean', dims: [target.mean.length], data: target.mean },
    ],
  };
}
