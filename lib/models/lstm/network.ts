import { createKernel, type KernelKind } from './kernel/createKernel.ts';
import type { LstmKernel } from './kernel/lstmKernel.ts';
import { type NetworkShape, type ParameterBlocks, parameterBlocks } from './networkShape.ts';

/** Where things stand in the memory of the kernel. Matrices over time are step after step, within a step film after film. */
interface Places {
  readonly parameters: number;
  /** As the parameters, like those below. */
  readonly gradients: number;
  readonly meanGradients: number;
  readonly squareGradients: number;
  /** Inputs of the layers: [steps, batch, width]. */
  readonly inputs: readonly [number, number];
  /** Gates of the layers: [steps, batch, 4 hidden]; after the way back, their gradients. */
  readonly gates: readonly [number, number];
  /** What the layers put out, from before the first step on: [steps + 1, batch, hidden]. */
  readonly outs: readonly [number, number];
  /** Cells of the layers, likewise. */
  readonly cells: readonly [number, number];
  /** Outs of the second layer with the position: [steps, batch, hidden], and so are keys and values. */
  readonly placed: number;
  readonly keys: number;
  readonly values: number;
  /** The last known step: [batch, hidden], and so are the others until `joined`. */
  readonly lasts: number;
  readonly queries: number;
  readonly contexts: number;
  readonly mixed: number;
  readonly normed: number;
  /** Attention of each film and head to each step. */
  readonly attention: number;
  /** [batch, hidden + statics]. */
  readonly joined: number;
  /** [batch, dense]. */
  readonly dense: number;
  /** A prepared matrix. */
  readonly packed: number;
  readonly dPlaced: number;
  readonly dKeys: number;
  readonly dValues: number;
  readonly dLasts: number;
  readonly dQueries: number;
  readonly dContexts: number;
  readonly dJoined: number;
  readonly dDense: number;
  readonly dCells: number;
}

/** A network with the memory for one batch of films. */
export interface Network {
  readonly shape: NetworkShape;
  readonly batch: number;
  readonly kernel: LstmKernel;
  readonly blocks: ParameterBlocks;
  readonly at: Places;
  /** 1 where a step of a film exists: [steps, batch]. */
  readonly valid: Uint8Array;
  /** The last step that exists, -1 = none. */
  readonly last: Int32Array;
  /** 1 / standard deviation of each film before the norm. */
  readonly spread: Float64Array;
  /** What each film's hidden units are multiplied by in training; all 1 otherwise. */
  readonly keep: { readonly between: Float32Array; readonly normed: Float32Array; readonly dense: Float32Array };
  /** One standardized prediction per film. */
  readonly output: Float64Array;
}

/** @param batch films at a time, a multiple of 4; `trains` makes room for the way back */
export function createNetwork(shape: NetworkShape, batch: number, kind: KernelKind, trains: boolean): Network {
  const { steps, inputs, statics, hidden, heads, dense } = shape;
  const blocks = parameterBlocks(shape);
  let length = 0;
  const place = (count: number) => {
    const at = length;
    length += 16 * Math.ceil(count / 16);
    return at;
  };
  const back = (count: number) => place(trains ? count : 0);
  const perStep = steps * batch;
  const pair = (first: number, second = first) => [place(first), place(second)] as const;
  const at: Places = {
    parameters: place(blocks.count),
    gradients: back(blocks.count),
    meanGradients: back(blocks.count),
    squareGradients: back(blocks.count),
    inputs: pair(perStep * inputs, perStep * hidden),
    gates: pair(perStep * 4 * hidden),
    outs: pair((steps + 1) * batch * hidden),
    cells: pair((steps + 1) * batch * hidden),
    placed: place(perStep * hidden),
    keys: place(perStep * hidden),
    values: place(perStep * hidden),
    lasts: place(batch * hidden),
    queries: place(batch * hidden),
    contexts: place(batch * hidden),
    mixed: place(batch * hidden),
    normed: place(batch * hidden),
    attention: place(batch * heads * steps),
    joined: place(batch * (hidden + statics)),
    dense: place(batch * dense),
    packed: place(Math.max(4 * hidden * Math.max(inputs, hidden), (hidden + statics) * dense)),
    dPlaced: back(perStep * hidden),
    dKeys: back(perStep * hidden),
    dValues: back(perStep * hidden),
    dLasts: back(batch * hidden),
    dQueries: back(batch * hidden),
    dContexts: back(batch * hidden),
    dJoined: back(batch * (hidden + statics)),
    dDense: back(batch * dense),
    dCells: back(batch * hidden),
  };
  return {
    ...{ shape, batch, blocks, at, kernel: createKernel(kind, length) },
    valid: new Uint8Array(perStep),
    last: new Int32Array(batch),
    spread: new Float64Array(batch),
    keep: {
      between: new Float32Array(batch * hidden).fill(1),
      normed: new Float32Array(batch * hidden).fill(1),
      dense: new Float32Array(batch * dense).fill(1),
    },
    output: new Float64Array(batch),
  };
}

/** How many steps of the batch there are at most; later ones need not be looked at. */
export function stepsInUse({ last }: Network): number {
  let most = -1;
  for (const own of last) most = Math.max(most, own);
  return most + 1;
}
