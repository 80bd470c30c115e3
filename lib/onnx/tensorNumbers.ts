import type { ReadTensor } from './readGraph.ts';
import { TENSOR_TYPE } from './tensor.ts';

/** The numbers of a constant of a graph file, copied; undefined for a type that models do not keep. */
export function tensorNumbers({ raw, type }: ReadTensor): Float64Array | Float32Array | Uint8Array | undefined {
  // a copy begins at a multiple of 8, whatever the file's offset was; `slice` would not copy what was read as a Buffer
  const copy = new Uint8Array(raw).buffer;
  switch (type) {
    case TENSOR_TYPE.double:
      return new Float64Array(copy);
    case TENSOR_TYPE.float:
      return new Float32Array(copy);
    case TENSOR_TYPE.uint8:
      return new Uint8Array(copy);
    default:
      return undefined;
  }
}
