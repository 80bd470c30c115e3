import type { TreeEnsemble } from '../../models/trees/treeEnsemble.ts';
import type { ReadGraph, ReadTensor } from '../../onnx/readGraph.ts';
import { leafCoversOf, readTreeEnsemble } from '../../onnx/readTreeEnsemble.ts';
import { tensorNumbers } from '../../onnx/tensorNumbers.ts';
import { type PackedCovers, packCovers, unpackCovers } from './leafCovers.ts';

/** Numbers that the graph holds as a constant; `turned` if they stand there with rows and columns exchanged. */
interface ConstantReference {
  readonly $constant: string;
  readonly turned?: true;
}

/** Trees that the graph holds as a node, and the weights it does not hold. */
interface TreesReference {
  readonly $trees: string;
  readonly covers: PackedCovers;
}

/** Shorter lists cost less than a reference to them. */
const SHORTEST = 8;

/**
 * Plain data with every long list of numbers and every tree ensemble that the graph holds, bit for bit, replaced by a
 * reference to it. What the graph lacks stays; so any model can be kept this way, whatever its kind.
 */
export function referToGraph(value: unknown, graph: ReadGraph): unknown {
  if (ArrayBuffer.isView(value)) return referToConstant(value as Numbers, graph) ?? value;
  if (Array.isArray(value)) return value.map((entry) => referToGraph(entry, graph));
  if (value === null || typeof value !== 'object') return value;
  const reference = isTrees(value) ? referToTrees(value, graph) : undefined;
  if (reference) return reference;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, referToGraph(member, graph)]));
}

/**
 * Undoes {@link referToGraph}, given the same graph.
 * @throws RangeError for a reference to what the graph does not hold
 */
export function resolveFromGraph(value: unknown, graph: ReadGraph): unknown {
  if (ArrayBuffer.isView(value) || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => resolveFromGraph(entry, graph));
  if ('$constant' in value) return resolveConstant(value as ConstantReference, graph);
  if ('$trees' in value) return resolveTrees(value as TreesReference, graph);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolveFromGraph(member, graph)]));
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

function sameBytes(a: Numbers, b: Numbers): boolean {
  if (a.constructor !== b.constructor || a.length !== b.length) return false;
  return a.every((value, at) => Object.is(value, b[at]));
}

function referToConstant(numbers: Numbers, graph: ReadGraph): ConstantReference | undefined {
  if (numbers.length < SHORTEST) return undefined;
  for (const tensor of graph.constants) {
    const own = tensor.raw.length === numbers.byteLength ? tensorNumbers(tensor) : undefined;
    if (!own) continue;
    if (sameBytes(own, numbers)) return { $constant: tensor.name };
    if (isTable(tensor) && sameBytes(turned(own, tensor), numbers)) return { $constant: tensor.name, turned: true };
  }
  return undefined;
}

function resolveConstant(reference: ConstantReference, graph: ReadGraph): Numbers {
  const tensor = graph.constants.find(({ name }) => name === reference.$constant);
  const numbers = tensor && tensorNumbers(tensor);
  if (!numbers) throw new RangeError(`the graph has no ${reference.$constant}`);
  return reference.turned ? turned(numbers, tensor) : numbers;
}

const isTable = ({ dims }: ReadTensor) => dims.length === 2 && dims.every((dim) => dim > 1);

/** The transposed table. */
function turned<T extends Numbers>(numbers: T, { dims }: ReadTensor): T {
  const [rows = 0, columns = 0] = dims;
  const copy = numbers.slice() as T;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      copy[column * rows + row] = numbers[row * columns + column] as number;
  }
  return copy;
}

const LISTS = ['roots', 'feature', 'threshold', 'missingLeft', 'left', 'right', 'value'] as const;

const isTrees = (value: object): value is TreeEnsemble => LISTS.every((list) => list in value) && 'cover' in value;

function referToTrees(trees: TreeEnsemble, graph: ReadGraph): TreesReference | undefined {
  const leafCovers = leafCoversOf(trees);
  const node = graph.nodes.find((one) => {
    const leaves = one.tensors['leaf_weights']?.dims[0];
    if (one.operator !== 'TreeEnsemble' || (leaves !== leafCovers.length && leafCovers.length > 0)) return false;
    const own = readTreeEnsemble(one, leafCovers);
    return LISTS.every((list) => sameBytes(own[list], trees[list]));
  });
  return node && { $trees: node.name, covers: packCovers(leafCovers) };
}

function resolveTrees({ $trees, covers }: TreesReference, graph: ReadGraph): TreeEnsemble {
  const node = graph.nodes.find(({ name, operator }) => name === $trees && operator === 'TreeEnsemble');
  if (!node) throw new RangeError(`the graph has no trees ${$trees}`);
  return readTreeEnsemble(node, unpackCovers(covers));
}
