import type { Network } from './network.ts';
import type { ParameterBlock } from './networkShape.ts';

/**
 * Attention over time within each film: the last known step asks, all known steps answer, each head for its share of the
 * hidden units. Self-attention of every step that is then read at the last known one is the same number; the questions
 * of the other steps would be work for nothing. Steps that do not exist are not attended to; a film without any step
 * gets zeros.
 * @see Vaswani et al. 2017, "Attention is all you need", section 3.2
 */
export function attentionForward(network: Network, steps: number): void {
  const { at, batch, shape, last, kernel } = network;
  const { memory } = kernel;
  const { hidden } = shape;
  const size = batch * hidden;
  const positions = at.parameters + network.blocks.positions.offset;
  const outs = at.outs[1] + size;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++) {
      const place = positions + step * hidden + (i % hidden);
      memory[at.placed + step * size + i] = (memory[outs + step * size + i] as number) + (memory[place] as number);
    }
  }
  for (let film = 0; film < batch; film++) {
    const to = at.lasts + film * hidden;
    const own = last[film] as number;
    const from = at.placed + own * size + film * hidden;
    if (own < 0) memory.fill(0, to, to + hidden);
    else memory.copyWithin(to, from, from + hidden);
  }
  project(network, at.placed, network.blocks.key, at.keys, steps * batch);
  project(network, at.placed, network.blocks.value, at.values, steps * batch);
  project(network, at.lasts, network.blocks.query, at.queries, batch);
  attend(network, steps);
  kernel.fillRows(at.parameters + network.blocks.mixBias.offset, at.mixed, batch, hidden);
  for (let i = 0; i < size; i++) {
    memory[at.mixed + i] = (memory[at.mixed + i] as number) + (memory[at.lasts + i] as number);
  }
  kernel.pack(at.parameters + network.blocks.mix.offset, at.packed, hidden, hidden);
  kernel.multiply(at.contexts, at.packed, at.mixed, batch, hidden, hidden);
}

/** to = from times a square matrix. */
function project({ kernel, at, shape }: Network, from: number, block: ParameterBlock, to: number, rows: number): void {
  const { hidden } = shape;
  kernel.memory.fill(0, to, to + rows * hidden);
  kernel.pack(at.parameters + block.offset, at.packed, hidden, hidden);
  kernel.multiply(from, at.packed, to, rows, hidden, hidden);
}

/** Softmax of the scaled products of each film's query with its keys, and the values weighted by it. */
function attend({ at, batch, shape, valid, kernel }: Network, steps: number): void {
  const { memory } = kernel;
  const { hidden, heads } = shape;
  const width = hidden / heads;
  const scale = 1 / Math.sqrt(width);
  memory.fill(0, at.contexts, at.contexts + batch * hidden);
  for (let film = 0; film < batch; film++) {
    for (let head = 0; head < heads; head++) {
      const own = film * hidden + head * width;
      const weights = at.attention + (film * heads + head) * shape.steps;
      let most = Number.NEGATIVE_INFINITY;
      for (let step = 0; step < steps; step++) {
        if (valid[step * batch + film] === 0) continue;
        const key = at.keys + step * batch * hidden + own;
        let product = 0;
        for (let i = 0; i < width; i++) {
          product += (memory[at.queries + own + i] as number) * (memory[key + i] as number);
        }
        memory[weights + step] = product * scale;
        most = Math.max(most, memory[weights + step] as number);
      }
      let sum = 0;
      for (let step = 0; step < steps; step++) {
        const exists = valid[step * batch + film] === 1;
        const weight = exists ? Math.exp((memory[weights + step] as number) - most) : 0;
        memory[weights + step] = weight;
        sum += weight;
      }
      for (let step = 0; step < steps && sum > 0; step++) {
        const weight = (memory[weights + step] as number) / sum;
        memory[weights + step] = weight;
        if (weight === 0) continue;
        const value = at.values + step * batch * hidden + own;
        for (let i = 0; i < width; i++) {
          const to = at.contexts + own + i;
          memory[to] = (memory[to] as number) + weight * (memory[value + i] as number);
        }
      }
    }
  }
}

/**
 * The way back. Gradients of the mixed last step stand in `dLasts` and end as those of the placed steps in `dPlaced`.
 */
export function attentionBackward(network: Network, steps: number): void {
  const { at, batch, shape, last, kernel, blocks } = network;
  const { memory } = kernel;
  const { hidden } = shape;
  const size = batch * hidden;
  const gradient = (block: ParameterBlock) => at.gradients + block.offset;
  kernel.sumRows(at.dLasts, gradient(blocks.mixBias), batch, hidden);
  kernel.multiplyTransposed(at.contexts, at.dLasts, gradient(blocks.mix), hidden, batch, hidden);
  memory.fill(0, at.dContexts, at.dContexts + size);
  projectBack(network, at.dLasts, blocks.mix, at.dContexts, batch);
  attendBack(network, steps);
  kernel.multiplyTransposed(at.lasts, at.dQueries, gradient(blocks.query), hidden, batch, hidden);
  projectBack(network, at.dQueries, blocks.query, at.dLasts, batch);
  kernel.multiplyTransposed(at.placed, at.dKeys, gradient(blocks.key), hidden, steps * batch, hidden);
  kernel.multiplyTransposed(at.placed, at.dValues, gradient(blocks.value), hidden, steps * batch, hidden);
  memory.fill(0, at.dPlaced, at.dPlaced + steps * size);
  projectBack(network, at.dKeys, blocks.key, at.dPlaced, steps * batch);
  projectBack(network, at.dValues, blocks.value, at.dPlaced, steps * batch);
  for (let film = 0; film < batch; film++) {
    const own = last[film] as number;
    if (own < 0) continue;
    for (let i = 0; i < hidden; i++) {
      const to = at.dPlaced + own * size + film * hidden + i;
      memory[to] = (memory[to] as number) + (memory[at.dLasts + film * hidden + i] as number);
    }
  }
  for (let step = 0; step < steps; step++) {
    kernel.sumRows(at.dPlaced + step * size, gradient(blocks.positions) + step * hidden, batch, hidden);
  }
}

/** to += from times the transpose of a square matrix. */
function projectBack(
  { kernel, at, shape }: Network,
  from: number,
  block: ParameterBlock,
  to: number,
  rows: number,
): void {
  kernel.packTransposed(at.parameters + block.offset, at.packed, shape.hidden, shape.hidden);
  kernel.multiply(from, at.packed, to, rows, shape.hidden, shape.hidden);
}

function attendBack({ at, batch, shape, kernel }: Network, steps: number): void {
  const { memory } = kernel;
  const { hidden, heads } = shape;
  const width = hidden / heads;
  const scale = 1 / Math.sqrt(width);
  const size = batch * hidden;
  memory.fill(0, at.dKeys, at.dKeys + steps * size);
  memory.fill(0, at.dValues, at.dValues + steps * size);
  memory.fill(0, at.dQueries, at.dQueries + size);
  const slopes = new Float64Array(steps);
  for (let film = 0; film < batch; film++) {
    for (let head = 0; head < heads; head++) {
      const own = film * hidden + head * width;
      const weights = at.attention + (film * heads + head) * shape.steps;
      let mean = 0;
      for (let step = 0; step < steps; step++) {
        const weight = memory[weights + step] as number;
        if (weight === 0) continue;
        const from = step * size + own;
        let slope = 0;
        for (let i = 0; i < width; i++) {
          const d = memory[at.dContexts + own + i] as number;
          slope += d * (memory[at.values + from + i] as number);
          memory[at.dValues + from + i] = (memory[at.dValues + from + i] as number) + weight * d;
        }
        slopes[step] = slope;
        mean += weight * slope;
      }
      for (let step = 0; step < steps; step++) {
        const weight = memory[weights + step] as number;
        if (weight === 0) continue;
        const from = step * size + own;
        const d = weight * ((slopes[step] as number) - mean) * scale;
        for (let i = 0; i < width; i++) {
          const query = at.dQueries + own + i;
          memory[query] = (memory[query] as number) + d * (memory[at.keys + from + i] as number);
          memory[at.dKeys + from + i] =
            (memory[at.dKeys + from + i] as number) + d * (memory[at.queries + own + i] as number);
        }
      }
    }
  }
}
