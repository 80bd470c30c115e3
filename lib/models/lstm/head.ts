import type { Network } from './network.ts';

/** Added to variances, as in ONNX. */
const EPSILON = 1e-5;

/** Norms the mixed last step of each film, joins the statics (already in place) and makes the prediction. */
export function headForward({ kernel, at, batch, shape, blocks, spread, keep, output }: Network): void {
  const { memory } = kernel;
  const { hidden, statics, dense } = shape;
  const width = hidden + statics;
  const parameter = (offset: number) => at.parameters + offset;
  const [gain, bias] = [parameter(blocks.normGain.offset), parameter(blocks.normBias.offset)];
  for (let film = 0; film < batch; film++) {
    const from = at.mixed + film * hidden;
    let mean = 0;
    for (let i = 0; i < hidden; i++) mean += memory[from + i] as number;
    mean /= hidden;
    let variance = 0;
    for (let i = 0; i < hidden; i++) variance += ((memory[from + i] as number) - mean) ** 2;
    const inverse = 1 / Math.sqrt(variance / hidden + EPSILON);
    spread[film] = inverse;
    for (let i = 0; i < hidden; i++) {
      const normed = ((memory[from + i] as number) - mean) * inverse;
      memory[at.normed + film * hidden + i] = normed;
      const value = normed * (memory[gain + i] as number) + (memory[bias + i] as number);
      memory[at.joined + film * width + i] = value * (keep.normed[film * hidden + i] as number);
    }
  }
  kernel.fillRows(parameter(blocks.denseBias.offset), at.dense, batch, dense);
  kernel.pack(parameter(blocks.dense.offset), at.packed, width, dense);
  kernel.multiply(at.joined, at.packed, at.dense, batch, width, dense);
  for (let i = 0; i < batch * dense; i++) {
    memory[at.dense + i] = Math.max(0, memory[at.dense + i] as number) * (keep.dense[i] as number);
  }
  const [out, skip] = [parameter(blocks.output.offset), parameter(blocks.skip.offset)];
  for (let film = 0; film < batch; film++) {
    let sum = memory[parameter(blocks.outputBias.offset)] as number;
    for (let i = 0; i < dense; i++) {
      sum += (memory[at.dense + film * dense + i] as number) * (memory[out + i] as number);
    }
    for (let i = 0; i < width; i++) {
      sum += (memory[at.joined + film * width + i] as number) * (memory[skip + i] as number);
    }
    output[film] = sum;
  }
}

/** The way back from the gradients of the outputs to those of the mixed last step, which end in `dLasts`. */
export function headBackward(network: Network, slopes: Float64Array): void {
  const { kernel, at, batch, shape, blocks, keep } = network;
  const { memory } = kernel;
  const { hidden, statics, dense } = shape;
  const width = hidden + statics;
  const gradient = (offset: number) => at.gradients + offset;
  const [dOut, dSkip] = [gradient(blocks.output.offset), gradient(blocks.skip.offset)];
  const [out, skip] = [at.parameters + blocks.output.offset, at.parameters + blocks.skip.offset];
  const dBias = gradient(blocks.outputBias.offset);
  for (let film = 0; film < batch; film++) {
    const slope = slopes[film] as number;
    memory[dBias] = (memory[dBias] as number) + slope;
    for (let i = 0; i < dense; i++) {
      const at0 = film * dense + i;
      const value = memory[at.dense + at0] as number;
      memory[dOut + i] = (memory[dOut + i] as number) + slope * value;
      memory[at.dDense + at0] = value > 0 ? slope * (memory[out + i] as number) * (keep.dense[at0] as number) : 0;
    }
    for (let i = 0; i < width; i++) {
      const at0 = film * width + i;
      memory[dSkip + i] = (memory[dSkip + i] as number) + slope * (memory[at.joined + at0] as number);
      memory[at.dJoined + at0] = slope * (memory[skip + i] as number);
    }
  }
  kernel.multiplyTransposed(at.joined, at.dDense, gradient(blocks.dense.offset), width, batch, dense);
  kernel.sumRows(at.dDense, gradient(blocks.denseBias.offset), batch, dense);
  kernel.packTransposed(at.parameters + blocks.dense.offset, at.packed, dense, width);
  kernel.multiply(at.dDense, at.packed, at.dJoined, batch, dense, width);
  normBackward(network);
}

function normBackward({ kernel, at, batch, shape, blocks, spread, keep }: Network): void {
  const { memory } = kernel;
  const { hidden, statics } = shape;
  const width = hidden + statics;
  const gain = at.parameters + blocks.normGain.offset;
  const dGain = at.gradients + blocks.normGain.offset;
  const dBias = at.gradients + blocks.normBias.offset;
  for (let film = 0; film < batch; film++) {
    let sum = 0;
    let product = 0;
    for (let i = 0; i < hidden; i++) {
      const own = film * hidden + i;
      const d = (memory[at.dJoined + film * width + i] as number) * (keep.normed[own] as number);
      const normed = memory[at.normed + own] as number;
      memory[dGain + i] = (memory[dGain + i] as number) + d * normed;
      memory[dBias + i] = (memory[dBias + i] as number) + d;
      const inner = d * (memory[gain + i] as number);
      memory[at.dLasts + own] = inner;
      sum += inner;
      product += inner * normed;
    }
    for (let i = 0; i < hidden; i++) {
      const own = film * hidden + i;
      const normed = memory[at.normed + own] as number;
      const inner = (memory[at.dLasts + own] as number) - sum / hidden - (normed * product) / hidden;
      memory[at.dLasts + own] = inner * (spread[film] as number);
    }
  }
}
