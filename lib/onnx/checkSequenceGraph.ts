import type { SequenceExpectation } from '../ports/modelRuntime.ts';
import { checkedFile, checkInterface } from './checkGraph.ts';
import { SEQUENCE_INPUT, SEQUENCE_OUTPUT } from './sequenceGraph.ts';
import { GRAPH_INPUT } from './tabularGraph.ts';
import { TENSOR_TYPE } from './tensor.ts';

/** Every operator that graphs of sequences are made of; none can loop, branch, or read files. */
const OPERATORS = new Set([
  'Add',
  'Cast',
  'Concat',
  'Equal',
  'Gather',
  'IsNaN',
  'LSTM',
  'LayerNormalization',
  'MatMul',
  'Max',
  'Min',
  'Mul',
  'ReduceMax',
  'ReduceSum',
  'Relu',
  'Reshape',
  'Softmax',
  'Squeeze',
  'Sub',
  'Transpose',
  'Where',
]);

/**
 * Refuses a graph of sequences that is not what the product itself writes, before any runtime reads it.
 * @throws AppError as `checkGraph`, but for trees
 */
export function checkSequenceGraph(bytes: Uint8Array, expectation: SequenceExpectation): void {
  const { steps, channels, features, maxBytes } = expectation;
  const graph = checkedFile(bytes, OPERATORS, maxBytes);
  const inputs = [
    { name: SEQUENCE_INPUT, type: TENSOR_TYPE.float, dims: ['N', steps, channels] },
    { name: GRAPH_INPUT, type: TENSOR_TYPE.float, dims: ['N', features] },
  ];
  checkInterface(graph, inputs, [{ name: SEQUENCE_OUTPUT, type: TENSOR_TYPE.double, dims: ['N', 1] }]);
}
