import { ProtobufWriter } from './protobufWriter.ts';

/** Element types of ONNX tensors that the product uses, as onnx.proto3 numbers them. */
export const TENSOR_TYPE = { float: 1, uint8: 2, int64: 7, bool: 9, double: 11 } as const;
export type TensorType = keyof typeof TENSOR_TYPE;

/** The numbers of a tensor; their array type says the element type. */
export type TensorData = Float32Array | Float64Array | Uint8Array | BigInt64Array;

/**
 * A TensorProto with its numbers as raw little-endian bytes.
 * @param dims product equals the number of elements
 * @throws RangeError when it does not, or when a float is not finite (a trained model has no such weight)
 */
export function encodeTensor(name: string, dims: readonly number[], data: TensorData): ProtobufWriter {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (size !== data.length) throw new RangeError(`tensor ${name}: ${data.length} numbers do not fill [${dims}]`);
  const floating = data instanceof Float32Array || data instanceof Float64Array;
  if (floating && !data.every(Number.isFinite)) throw new RangeError(`tensor ${name} holds a non-finite number`);
  return new ProtobufWriter()
    .integers(1, dims)
    .integer(2, TENSOR_TYPE[typeOf(data)])
    .string(8, name)
    .bytes(9, littleEndian(data));
}

function typeOf(data: TensorData): TensorType {
  if (data instanceof Float32Array) return 'float';
  if (data instanceof Float64Array) return 'double';
  return data instanceof Uint8Array ? 'uint8' : 'int64';
}

/** Every platform that Node runs on is little-endian, as is ONNX: the memory is the encoding. */
function littleEndian(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
