import type { GraphNode } from './graphNode.ts';
import { encodeNode } from './graphNode.ts';
import { ProtobufWriter } from './protobufWriter.ts';
import type { TensorData, TensorType } from './tensor.ts';
import { encodeTensor, TENSOR_TYPE } from './tensor.ts';

/** A named constant of a graph. */
export interface GraphConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/** A named input or output; a dimension with a name is free. */
export interface GraphValue {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly (number | string)[];
}

export interface GraphModelSpec {
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** Key-value pairs that travel with the graph. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The versions that every graph of the product declares: those of the ONNX 1.16 release, the first with
 * ai.onnx.ml 5 and its TreeEnsemble.
 */
export const GRAPH_VERSIONS = { ir: 10, standard: 21, ml: 5 } as const;

/**
 * The bytes of a ModelProto. The same spec gives the same bytes.
 * @see https://github.com/onnx/onnx/blob/main/docs/IR.md
 */
export function encodeGraphModel(spec: GraphModelSpec): Uint8Array {
  const graph = new ProtobufWriter();
  for (const node of spec.nodes) graph.message(1, encodeNode(node));
  graph.string(2, 'marquee');
  for (const { name, dims, data } of spec.constants) graph.message(5, encodeTensor(name, dims, data));
  for (const input of spec.inputs) graph.message(11, encodeValue(input));
  for (const output of spec.outputs) graph.message(12, encodeValue(output));
  const model = new ProtobufWriter().integer(1, GRAPH_VERSIONS.ir).string(2, 'marquee').message(7, graph);
  model.message(8, new ProtobufWriter().string(1, '').integer(2, GRAPH_VERSIONS.standard));
  model.message(8, new ProtobufWriter().string(1, 'ai.onnx.ml').integer(2, GRAPH_VERSIONS.ml));
  for (const [key, value] of Object.entries(spec.metadata)) {
    model.message(14, new ProtobufWriter().string(1, key).string(2, value));
  }
  return model.finish();
}

function encodeValue({ name, type, dims }: GraphValue): ProtobufWriter {
  const shape = new ProtobufWriter();
  for (const dim of dims) {
    const entry = new ProtobufWriter();
    shape.message(1, typeof dim === 'number' ? entry.integer(1, dim) : entry.string(2, dim));
  }
  const tensor = new ProtobufWriter().integer(1, TENSOR_TYPE[type]).message(2, shape);
  return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
