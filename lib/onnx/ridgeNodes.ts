import type { RidgeModel } from '../models/ridge/ridgeModel.ts';
import type { GraphConstant } from './graphModel.ts';
import type { GraphNode } from './graphNode.ts';

/** A piece of a graph: what it computes and the constants it needs. */
export interface GraphPart {
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
}

/** Names of the values that every model reads. */
export interface GraphInputs {
  /** [N, F] double, NaN = missing. */
  readonly values: string;
  /** [N, F] bool, true where a value is missing. */
  readonly missing: string;
  /** [N, F] double, 1 where a value is missing, else 0. */
  readonly missingFlags: string;
}

/**
 * A ridge as matrix products: the clamped, centred values times the slopes, plus the missing flags times theirs. Double
 * precision, as in the trainer: single precision would lose digits where large slopes cancel.
 * @param output name of the prediction, [N, 1] double; other names begin with it
 */
export function ridgeNodes(model: RidgeModel, inputs: GraphInputs, output: string): GraphPart {
  const { columns, mean, slope, lower, upper, flag, missingShare } = model;
  const start = flag.reduce((sum, value, j) => sum - value * (missingShare[j] as number), model.intercept);
  const name = (part: string) => `${output}/${part}`;
  return {
    nodes: [
      { operator: 'Where', inputs: [inputs.missing, name('mean'), inputs.values], output: name('imputed') },
      { operator: 'Max', inputs: [name('imputed'), name('lower')], output: name('raised') },
      { operator: 'Min', inputs: [name('raised'), name('upper')], output: name('clamped') },
      { operator: 'Sub', inputs: [name('clamped'), name('mean')], output: name('centred') },
      { operator: 'MatMul', inputs: [name('centred'), name('slope')], output: name('fromValues') },
      { operator: 'MatMul', inputs: [inputs.missingFlags, name('flag')], output: name('fromFlags') },
      { operator: 'Add', inputs: [name('fromValues'), name('fromFlags')], output: name('sum') },
      { operator: 'Add', inputs: [name('sum'), name('start')], output },
    ],
    constants: [
      { name: name('mean'), dims: [columns], data: mean },
      { name: name('lower'), dims: [columns], data: lower },
      { name: name('upper'), dims: [columns], data: upper },
      { name: name('slope'), dims: [columns, 1], data: slope },
      { name: name('flag'), dims: [columns, 1], data: flag },
      { name: name('start'), dims: [1], data: Float64Array.of(start) },
    ],
  };
}
