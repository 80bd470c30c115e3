import type { KernelModel } from '../models/kernel/kernelModel.ts';
import { pointsOf } from '../models/kernel/supportRows.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';

/** onnx.proto3's number of the double type, for Cast. */
const TO_DOUBLE = { to: { integer: 11 } };

/**
 * A kernel model as matrix products in double precision: the squared distance of a film to a support row is
 * |z|² + |s|² − 2·z·s. The operator made for this, SVMRegressor of ai.onnx.ml, knows single precision only and would lose
 * digits where large coefficients cancel. Support rows are the bytes that the trainer rounded them to, so they stand on
 * the same grid here as there; they come with the factor 2·gamma, because a single number times a matrix product is fused
 * by ONNX Runtime into one operation that rounds the number to single precision.
 * @param output name of the prediction, [N, 1] double; other names begin with it
 */
export function kernelNodes(model: KernelModel, inputs: GraphInputs, output: string): GraphPart {
  const { columns, coordinates, support, gamma, coefficients, slope, intercept } = model;
  const name = (part: string) => `${output}/${part}`;
  const width = slope.length;
  const { count } = support;
  const start = { name: name('start'), dims: [1], data: Float64Array.of(intercept) };
  if (width === 0) return constantNodes(inputs, columns, start, output);
  const { column, flag, lower, upper, center, scale } = coordinates;
  const row = (data: Float64Array) => ({ dims: [width], data });
  const place = {
    nodes: [
      {
        operator: 'Concat',
        inputs: [inputs.values, inputs.missingFlags],
        output: name('both'),
        attributes: ALONG_ROWS,
      },
      { operator: 'Gather', inputs: [name('both'), name('reads')], output: name('read'), attributes: ALONG_ROWS },
      { operator: 'IsNaN', inputs: [name('read')], output: name('missing') },
      { operator: 'Where', inputs: [name('missing'), name('center'), name('read')], output: name('imputed') },
      { operator: 'Sub', inputs: [name('imputed'), name('center')], output: name('centred') },
      { operator: 'Mul', inputs: [name('centred'), name('scale')], output: name('scaled') },
      { operator: 'Max', inputs: [name('scaled'), name('lower')], output: name('raised') },
      { operator: 'Min', inputs: [name('raised'), name('upper')], output: name('point') },
      { operator: 'MatMul', inputs: [name('point'), name('slope')], output: name('linear') },
      { operator: 'Add', inputs: [name('linear'), name('start')], output: count === 0 ? output : name('line') },
    ],
    constants: [
      start,
      {
        name: name('reads'),
        dims: [width],
        data: BigInt64Array.from(column, (j, k) => BigInt(flag[k] ? columns + j : j)),
      },
      { name: name('center'), ...row(center) },
      { name: name('lower'), ...row(lower) },
      { name: name('upper'), ...row(upper) },
      { name: name('scale'), ...row(scale) },
      { name: name('slope'), dims: [width, 1], data: slope },
    ],
  };
  if (count === 0) return place;
  const points = pointsOf(support);
  const norms = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += (points[k] as number) ** 2;
    return -gamma * sum;
  });
  const transposed = Uint8Array.from({ length: count * width }, (_, at) => {
    const [k, i] = [Math.floor(at / count), at % count];
    return support.levels[i * width + k] as number;
  });
  return {
    nodes: [
      ...place.nodes,
      { operator: 'Cast', inputs: [name('levels')], output: name('steps'), attributes: TO_DOUBLE },
      { operator: 'Mul', inputs: [name('steps'), name('step')], output: name('risen') },
      { operator: 'Add', inputs: [name('risen'), name('least')], output: name('support') },
      { operator: 'MatMul', inputs: [name('point'), name('support')], output: name('closeness') },
      { operator: 'Mul', inputs: [name('point'), name('point')], output: name('squares') },
      { operator: 'MatMul', inputs: [name('squares'), name('decay')], output: name('norm') },
      { operator: 'Add', inputs: [name('closeness'), name('norm')], output: name('half') },
      { operator: 'Add', inputs: [name('half'), name('norms')], output: name('exponent') },
      { operator: 'Exp', inputs: [name('exponent')], output: name('kernel') },
      { operator: 'MatMul', inputs: [name('kernel'), name('coefficients')], output: name('curve') },
      { operator: 'Add', inputs: [name('line'), name('curve')], output },
    ],
    constants: [
      ...place.constants,
      { name: name('levels'), dims: [width, count], data: transposed },
      { name: name('step'), dims: [width, 1], data: support.step.map((value) => 2 * gamma * value) },
      { name: name('least'), dims: [width, 1], data: support.start.map((value) => 2 * gamma * value) },
      { name: name('decay'), dims: [width, 1], data: new Float64Array(width).fill(-gamma) },
      { name: name('norms'), dims: [count], data: norms },
      { name: name('coefficients'), dims: [count, 1], data: coefficients },
    ],
  };
}

const ALONG_ROWS = { axis: { integer: 1 } };

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
