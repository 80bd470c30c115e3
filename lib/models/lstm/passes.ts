import { attentionBackward, attentionForward } from './attention.ts';
import { headBackward, headForward } from './head.ts';
import { layerBackward, layerForward } from './layer.ts';
import { type Network, stepsInUse } from './network.ts';

/** From the inputs of a batch, which stand in place, to its `output`. */
export function forwardPass(network: Network): void {
  const steps = stepsInUse(network);
  layerForward(network, 0, steps);
  const { at, batch, shape, kernel, keep } = network;
  const size = batch * shape.hidden;
  scale(kernel.memory, at.outs[0] + size, at.inputs[1], steps, size, keep.between);
  layerForward(network, 1, steps);
  attentionForward(network, steps);
  headForward(network);
}

/**
 * From the gradients of the outputs to those of all parameters, after a forward pass of the same batch.
 * @param slopes one per film
 */
export function backwardPass(network: Network, slopes: Float64Array): void {
  const steps = stepsInUse(network);
  const { at, batch, shape, kernel, keep, blocks } = network;
  const size = batch * shape.hidden;
  kernel.memory.fill(0, at.gradients, at.gradients + blocks.count);
  headBackward(network, slopes);
  attentionBackward(network, steps);
  layerBackward(network, 1, steps, at.dPlaced, at.dKeys);
  scale(kernel.memory, at.dKeys, at.dKeys, steps, size, keep.between);
  layerBackward(network, 0, steps, at.dKeys, undefined);
}

/** Multiplies every step by the same numbers. */
function scale(
  memory: Float32Array | Float64Array,
  from: number,
  to: number,
  steps: number,
  size: number,
  by: Float32Array,
): void {
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++) {
      memory[to + step * size + i] = (memory[from + step * size + i] as number) * (by[i] as number);
    }
  }
}
