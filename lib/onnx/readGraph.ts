import { AppError } from '../errors/appError.ts';
import type { ProtobufFields } from './protobufReader.ts';
import { readProtobuf } from './protobufReader.ts';

/** A constant of a graph file, its numbers still encoded. */
export interface ReadTensor {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly number[];
  /** Little-endian numbers, however the file stored them. */
  readonly raw: Uint8Array;
  /** The numbers are kept in another file. */
  readonly external: boolean;
}

/** One operation of a graph file. */
export interface ReadNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly integers: Readonly<Record<string, readonly number[]>>;
  readonly tensors: Readonly<Record<string, ReadTensor>>;
  /** Names of attributes of any other kind: text, nested graphs, sparse tensors. */
  readonly others: readonly string[];
}

/** An input or output of a graph file; a free dimension is given by its name. */
export interface ReadValue {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly (number | string)[];
}

/** What a graph file says about itself. */
export interface ReadGraph {
  readonly irVersion: number;
  /** Version per operator domain; '' is the standard one. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly ReadNode[];
  readonly constants: readonly ReadTensor[];
  readonly inputs: readonly ReadValue[];
  readonly outputs: readonly ReadValue[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Parts that no graph of the product has: local functions, training graphs, sparse constants. */
  readonly foreign: readonly string[];
}

/**
 * Reads what must be known of an ONNX file before a runtime may open it. Field numbers are those of onnx.proto3.
 * @throws AppError `model.not-onnx` for bytes that are no ModelProto
 */
export function readGraph(bytes: Uint8Array): ReadGraph {
  try {
    const model = readProtobuf(bytes);
    const graph = readProtobuf(model.bytes(7).at(-1) ?? new Uint8Array());
    const foreign = [
      ...(model.has(20) ? ['a training graph'] : []),
      ...(model.has(25) ? ['local functions'] : []),
      ...(graph.has(15) ? ['sparse constants'] : []),
    ];
    return {
      irVersion: model.integer(1),
      opsets: Object.fromEntries(messages(model, 8).map((opset) => [opset.text(1), opset.integer(2)])),
      nodes: messages(graph, 1).map(readNode),
      constants: messages(graph, 5).map(readTensor),
      inputs: messages(graph, 11).map(readValue),
      outputs: messages(graph, 12).map(readValue),
      metadata: Object.fromEntries(messages(model, 14).map((entry) => [entry.text(1), entry.text(2)])),
      foreign,
    };
  } catch (cause) {
    throw new AppError('model.not-onnx', { detail: cause instanceof Error ? cause.message : 'unreadable' }, { cause });
  }
}

function messages(parent: ProtobufFields, field: number): ProtobufFields[] {
  return parent.bytes(field).map(readProtobuf);
}

function readNode(node: ProtobufFields): ReadNode {
  const integers: Record<string, readonly number[]> = Object.create(null);
  const tensors: Record<string, ReadTensor> = Object.create(null);
  const others: string[] = [];
  for (const attribute of messages(node, 5)) {
    const name = attribute.text(1);
    switch (attribute.integer(20)) {
      case 2:
        integers[name] = attribute.integers(3);
        break;
      case 4:
        tensors[name] = readTensor(readProtobuf(attribute.bytes(5).at(-1) ?? new Uint8Array()));
        break;
      case 7:
        integers[name] = attribute.integers(8);
        break;
      default:
        others.push(name);
    }
  }
  return { name: node.text(3), operator: node.text(4), domain: node.text(7), integers, tensors, others };
}

function readTensor(tensor: ProtobufFields): ReadTensor {
  // numbers stand either in raw_data (9) or, by type, in float_data (4), int32_data (5), int64_data (7), double_data (10)
  const raw = [9, 4, 10].map((field) => tensor.bytes(field)).find((parts) => parts.length > 0) ?? [];
  return {
    name: tensor.text(8),
    type: tensor.integer(2),
    dims: tensor.integers(1),
    raw: raw.length === 1 ? (raw[0] ?? new Uint8Array()) : Uint8Array.from(raw.flatMap((part) => [...part])),
    external: tensor.has(13) || tensor.integer(14) !== 0,
  };
}

function readValue(value: ProtobufFields): ReadValue {
  const type = readProtobuf(value.bytes(2).at(-1) ?? new Uint8Array());
  const tensor = readProtobuf(type.bytes(1).at(-1) ?? new Uint8Array());
  const shape = readProtobuf(tensor.bytes(2).at(-1) ?? new Uint8Array());
  return {
    name: value.text(1),
    type: tensor.integer(1),
    dims: messages(shape, 1).map((dim) => (dim.has(1) ? dim.integer(1) : dim.text(2))),
  };
}
