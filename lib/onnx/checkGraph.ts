import { AppError } from '../errors/appError.ts';
import type { GraphExpectation } from '../ports/modelRuntime.ts';
import { checkTreeNode } from './checkTreeNode.ts';
import { GRAPH_VERSIONS } from './graphModel.ts';
import type { ReadGraph, ReadTensor, ReadValue } from './readGraph.ts';
import { readGraph } from './readGraph.ts';
import { GRAPH_INPUT } from './tabularGraph.ts';
import { TENSOR_TYPE } from './tensor.ts';

/** Every operator that graphs of the product are made of; none can loop, branch, or read files. */
const OPERATORS = new Set([
  'Add',
  'Cast',
  'Concat',
  'Exp',
  'Gather',
  'IsNaN',
  'MatMul',
  'Max',
  'Min',
  'Mul',
  'Sub',
  'Where',
  'ai.onnx.ml.TreeEnsemble',
]);

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/**
 * Refuses a graph file that is not what the product itself writes, before any runtime reads it.
 * @throws AppError `model.too-large`, `model.not-onnx`, `model.external-data`, `model.versions`, `model.operator`,
 * `model.interface`, `model.not-finite` or `model.tree`
 */
export function checkGraph(bytes: Uint8Array, expectation: GraphExpectation): void {
  const graph = checkedFile(bytes, OPERATORS, expectation.maxBytes);
  for (const node of graph.nodes) {
    if (node.operator === 'TreeEnsemble') checkTreeNode(node, expectation.features);
  }
  const input = { name: GRAPH_INPUT, type: TENSOR_TYPE.float, dims: ['N', expectation.features] };
  const outputs = expectation.outputs.map((name) => ({ name, type: TENSOR_TYPE.double, dims: ['N', 1] }));
  checkInterface(graph, [input], outputs);
}

/**
 * Reads a graph file and refuses it unless it is of our versions, made of these operators and of finite numbers.
 * @throws AppError as {@link checkGraph}, but for trees and interface
 */
export function checkedFile(bytes: Uint8Array, operators: ReadonlySet<string>, limit = DEFAULT_MAX_BYTES): ReadGraph {
  if (bytes.length > limit) throw new AppError('model.too-large', { bytes: bytes.length, limit });
  const graph = readGraph(bytes);
  checkVersions(graph);
  const [foreign] = graph.foreign;
  if (foreign !== undefined) throw new AppError('model.operator', { operator: foreign });
  for (const node of graph.nodes) {
    const operator = node.domain === '' ? node.operator : `${node.domain}.${node.operator}`;
    if (!operators.has(operator)) throw new AppError('model.operator', { operator });
    const [other] = node.others;
    if (other !== undefined) throw new AppError('model.operator', { operator: `${operator}(${other})` });
  }
  for (const tensor of graph.constants) checkTensor(tensor, tensor.name);
  for (const node of graph.nodes) {
    for (const [name, tensor] of Object.entries(node.tensors)) checkTensor(tensor, `${node.name}.${name}`);
  }
  return graph;
}

function checkVersions({ irVersion, opsets }: ReadGraph): void {
  const versions = (ir: number, sets: Readonly<Record<string, number>>) =>
    `IR ${ir}, ${Object.entries(sets)
      .map(([domain, version]) => `${domain || 'ai.onnx'} ${version}`)
      .sort()
      .join(', ')}`;
  const expected = versions(GRAPH_VERSIONS.ir, { '': GRAPH_VERSIONS.standard, 'ai.onnx.ml': GRAPH_VERSIONS.ml });
  const actual = versions(irVersion, opsets);
  if (actual !== expected) throw new AppError('model.versions', { actual, expected });
}

/** @throws AppError `model.interface` unless a graph takes and gives these values and no others, in any order */
export function checkInterface(graph: ReadGraph, inputs: readonly ReadValue[], outputs: readonly ReadValue[]): void {
  const describe = (values: readonly ReadValue[]) =>
    values
      .map(({ name, type, dims }) => `${name}:${type}[${dims.map((dim) => (typeof dim === 'number' ? dim : '*'))}]`)
      .sort()
      .join(' ');
  const expected = `${describe(inputs)} -> ${describe(outputs)}`;
  const actual = `${describe(graph.inputs)} -> ${describe(graph.outputs)}`;
  if (actual !== expected) throw new AppError('model.interface', { actual, expected });
}

const ELEMENT_BYTES: Readonly<Record<number, number>> = {
  [TENSOR_TYPE.float]: 4,
  [TENSOR_TYPE.double]: 8,
  [TENSOR_TYPE.uint8]: 1,
  [TENSOR_TYPE.int64]: 8,
};

function checkTensor(tensor: ReadTensor, name: string): void {
  if (tensor.external) throw new AppError('model.external-data', { tensor: name });
  const { raw, type, dims } = tensor;
  const size = ELEMENT_BYTES[type];
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (size === undefined || dims.some((dim) => dim < 0) || raw.length !== count * size) {
    throw new AppError('model.not-onnx', { detail: `tensor ${name}` });
  }
  if (type !== TENSOR_TYPE.float && type !== TENSOR_TYPE.double) return;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let offset = 0; offset < raw.length; offset += size) {
    const value = type === TENSOR_TYPE.float ? view.getFloat32(offset, true) : view.getFloat64(offset, true);
    if (!Number.isFinite(value)) throw new AppError('model.not-finite', { tensor: name });
  }
}
