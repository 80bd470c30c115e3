/** The sizes of a network. Inputs and statics are padded with zeros to full vectors of the kernel. */
export interface NetworkShape {
  readonly steps: number;
  /** Numbers per step, a multiple of 8. */
  readonly inputs: number;
  /** Static numbers per film and the inputs of its last step, a multiple of 8. */
  readonly statics: number;
  /** Cells of each of the two layers, a multiple of 8. */
  readonly hidden: number;
  /** Divides `hidden`. */
  readonly heads: number;
  /** Units of the dense layer, a multiple of 8. */
  readonly dense: number;
}

/** The smallest multiple of 8 that is not less. */
export function padded(count: number): number {
  return 8 * Math.ceil(count / 8);
}

/** A matrix among the parameters of a network, row after row. */
export interface ParameterBlock {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** Where the parameters of a network stand. Gates are in the order input, forget, cell, output. */
export interface ParameterBlocks {
  readonly layers: readonly [LayerBlocks, LayerBlocks];
  readonly query: ParameterBlock;
  readonly key: ParameterBlock;
  readonly value: ParameterBlock;
  readonly mix: ParameterBlock;
  /** From the normed last step and the statics to the dense layer. */
  readonly dense: ParameterBlock;
  readonly output: ParameterBlock;
  /** From the normed last step and the statics to the output. */
  readonly skip: ParameterBlock;
  readonly positions: ParameterBlock;
  readonly mixBias: ParameterBlock;
  readonly normGain: ParameterBlock;
  readonly normBias: ParameterBlock;
  readonly denseBias: ParameterBlock;
  readonly outputBias: ParameterBlock;
  /** Parameters before this one shrink with weight decay. */
  readonly decaying: number;
  readonly count: number;
}

export interface LayerBlocks {
  readonly fromInput: ParameterBlock;
  readonly fromHidden: ParameterBlock;
  readonly bias: ParameterBlock;
}

/** The parameters of a network of some shape; each block begins at a multiple of 4. */
export function parameterBlocks({ steps, inputs, statics, hidden, dense }: NetworkShape): ParameterBlocks {
  let count = 0;
  const block = (rows: number, columns: number): ParameterBlock => {
    const offset = count;
    count += 4 * Math.ceil((rows * columns) / 4);
    return { offset, rows, columns };
  };
  const weights = [inputs, hidden].map((width) => ({
    fromInput: block(width, 4 * hidden),
    fromHidden: block(hidden, 4 * hidden),
  }));
  const [query, key, value, mix] = [
    block(hidden, hidden),
    block(hidden, hidden),
    block(hidden, hidden),
    block(hidden, hidden),
  ];
  const joined = block(hidden + statics, dense);
  const output = block(dense, 1);
  const skip = block(hidden + statics, 1);
  const decaying = count;
  const layers = weights.map((own) => ({ ...own, bias: block(1, 4 * hidden) })) as unknown as [
    LayerBlocks,
    LayerBlocks,
  ];
  return {
    ...{ layers, query, key, value, mix, dense: joined, output, skip },
    positions: block(steps, hidden),
    mixBias: block(1, hidden),
    normGain: block(1, hidden),
    normBias: block(1, hidden),
    denseBias: block(1, dense),
    outputBias: block(1, 1),
    decaying,
    count,
  };
}
