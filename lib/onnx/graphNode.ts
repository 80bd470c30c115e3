import { ProtobufWriter } from './protobufWriter.ts';
import type { TensorData } from './tensor.ts';
import { encodeTensor } from './tensor.ts';

/** The value of an attribute; a tensor's shape is its length. */
type AttributeValue =
  | { readonly integer: number }
  | { readonly integers: ArrayLike<number> }
  | { readonly tensor: TensorData };

/** One operation of a graph: named values in, named values out. */
export interface GraphNode {
  readonly operator: string;
  /** '' is the standard operator set. */
  readonly domain?: 'ai.onnx.ml';
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** Kinds of attributes, as onnx.proto3 numbers them. */
const ATTRIBUTE_TYPE = { integer: 2, tensor: 4, integers: 7 } as const;

/** A NodeProto; the node is named after its output. */
export function encodeNode(node: GraphNode): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const input of node.inputs) writer.string(1, input);
  writer.string(2, node.output).string(3, node.output).string(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes ?? {})) writer.message(5, encodeAttribute(name, value));
  if (node.domain) writer.string(7, node.domain);
  return writer;
}

function encodeAttribute(name: string, value: AttributeValue): ProtobufWriter {
  const writer = new ProtobufWriter().string(1, name);
  if ('integer' in value) return writer.integer(3, value.integer).integer(20, ATTRIBUTE_TYPE.integer);
  if ('integers' in value) return writer.integers(8, value.integers).integer(20, ATTRIBUTE_TYPE.integers);
  return writer.message(5, encodeTensor(name, [value.tensor.length], value.tensor)).integer(20, ATTRIBUTE_TYPE.tensor);
}
