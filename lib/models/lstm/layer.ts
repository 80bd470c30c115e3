import type { Network } from './network.ts';
import type { LayerBlocks } from './networkShape.ts';

/** Runs a layer over the first `steps` steps of the batch. */
export function layerForward(network: Network, layer: 0 | 1, steps: number): void {
  const { kernel, at, batch, shape } = network;
  const { hidden } = shape;
  const blocks = network.blocks.layers[layer] as LayerBlocks;
  const parameter = (offset: number) => at.parameters + offset;
  const width = blocks.fromInput.rows;
  const gates = at.gates[layer];
  const [outs, cells] = [at.outs[layer], at.cells[layer]];
  kernel.fillRows(parameter(blocks.bias.offset), gates, steps * batch, 4 * hidden);
  kernel.pack(parameter(blocks.fromInput.offset), at.packed, width, 4 * hidden);
  kernel.multiply(at.inputs[layer], at.packed, gates, steps * batch, width, 4 * hidden);
  kernel.pack(parameter(blocks.fromHidden.offset), at.packed, hidden, 4 * hidden);
  const size = batch * hidden;
  for (let step = 0; step < steps; step++) {
    const z = gates + step * 4 * size;
    if (step > 0) kernel.multiply(outs + step * size, at.packed, z, batch, hidden, 4 * hidden);
    const before = cells + step * size;
    kernel.gatesForward(z, before, before + size, outs + (step + 1) * size, batch, hidden);
  }
}

/**
 * The way back through a layer: turns its gates into gradients and adds to the gradients of its parameters.
 * @param dOuts gradients of what it put out, [steps, batch, hidden]; overwritten
 * @param dInputs where the gradients of its inputs go, [steps, batch, width]; left out where nobody asks
 */
export function layerBackward(
  network: Network,
  layer: 0 | 1,
  steps: number,
  dOuts: number,
  dInputs: number | undefined,
): void {
  const { kernel, at, batch, shape } = network;
  const { hidden } = shape;
  const blocks = network.blocks.layers[layer] as LayerBlocks;
  const width = blocks.fromInput.rows;
  const gates = at.gates[layer];
  const size = batch * hidden;
  kernel.packTransposed(at.parameters + blocks.fromHidden.offset, at.packed, 4 * hidden, hidden);
  kernel.memory.fill(0, at.dCells, at.dCells + size);
  for (let step = steps - 1; step >= 0; step--) {
    const z = gates + step * 4 * size;
    const dOut = dOuts + step * size;
    if (step < steps - 1) kernel.multiply(z + 4 * size, at.packed, dOut, batch, 4 * hidden, hidden);
    const before = at.cells[layer] + step * size;
    kernel.gatesBackward(z, before, before + size, dOut, at.dCells, batch, hidden);
  }
  const rows = steps * batch;
  const gradient = (offset: number) => at.gradients + offset;
  kernel.multiplyTransposed(at.inputs[layer], gates, gradient(blocks.fromInput.offset), width, rows, 4 * hidden);
  kernel.multiplyTransposed(at.outs[layer], gates, gradient(blocks.fromHidden.offset), hidden, rows, 4 * hidden);
  kernel.sumRows(gates, gradient(blocks.bias.offset), rows, 4 * hidden);
  if (dInputs === undefined) return;
  kernel.packTransposed(at.parameters + blocks.fromInput.offset, at.packed, 4 * hidden, width);
  kernel.memory.fill(0, dInputs, dInputs + rows * width);
  kernel.multiply(gates, at.packed, dInputs, rows, 4 * hidden, width);
}
