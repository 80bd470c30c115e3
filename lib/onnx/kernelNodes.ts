import type { KernelModel } from '../models/kernel/kernelModel.ts';
import type { KernelSpaceValues } from './kernelSpaceNodes.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';

/**
 * A kernel model over the values of its space, in double precision. The operator made for this, SVMRegressor of
 * ai.onnx.ml, knows single precision only and would lose digits where large coefficients cancel. The decay is one number
 * per support row, all alike, for the reason given at `kernelSpaceNodes`.
 * @param space see `kernelSpaceNodes`; models that learnt from the same rows share one
 * @param output name of the prediction, [N, 1] double; other names begin with it
 */
export function kernelNodes(
  model: KernelModel,
  inputs: GraphInputs,
  { point, likeness }: KernelSpaceValues,
  output: string,
): GraphPart {
  const { columns, gamma, coefficients, slope, intercept } = model;
  const name = (part: string) => `${output}/${part}`;
  const width = slope.length;
  const count = coefficients.length;
  const start = { name: name('start'), dims: [1], data: Float64Array.of(intercept) };
  if (width === 0) return constantNodes(inputs, columns, start, output);
  const line: GraphPart = {
    nodes: [
      { operator: 'MatMul', inputs: [point, name('slope')], output: name('linear') },
      { operator: 'Add', inputs: [name('linear'), name('start')], output: likeness ? name('line') : output },
    ],
    constants: [start, { name: name('slope'), dims: [width, 1], data: slope }],
  };
  if (!likeness) return line;
  return {
    nodes: [
      ...line.nodes,
      { operator: 'Mul', inputs: [likeness, name('decay')], output: name('exponent') },
      { operator: 'Exp', inputs: [name('exponent')], output: name('kernel') },
      { operator: 'MatMul', inputs: [name('kernel'), name('coefficients')], output: name('curve') },
      { operator: 'Add', inputs: [name('line'), name('curve')], output },
    ],
    constants: [
      ...line.constants,
      { name: name('decay'), dims: [count], data: new Float64Array(count).fill(gamma) },
      { name: name('coefficients'), dims: [count, 1], data: coefficients },
    ],
  };
}

/** The same number for every row: zero times the flags, which are finite whatever the inputs, plus the number. */
function constantNodes(inputs: GraphInputs, columns: number, start: GraphPart['constants'][number], output: string) {
  const zeros = `${output}/zeros`;
  return {
    nodes: [
      { operator: 'MatMul', inputs: [inputs.missingFlags, zeros], output: `${output}/zero` },
      { operator: 'Add', inputs: [`${output}/zero`, start.name], output },
    ],
    constants: [start, { name: zeros, dims: [columns, 1], data: new Float64Array(columns) }],
  };
}
