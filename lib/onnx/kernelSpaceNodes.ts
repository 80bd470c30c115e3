import type { KernelModel } from '../models/kernel/kernelModel.ts';
import { pointsOf } from '../models/kernel/supportRows.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';

/** Where kernel models measure: how a film becomes a point, and the rows that its distances are taken to. */
export type KernelPlace = Pick<KernelModel, 'columns' | 'coordinates' | 'support'>;

/** Names of the values that models of one place read. */
export interface KernelSpaceValues {
  /** [N, width] double: the films as points. */
  readonly point: string;
  /** [N, count] double: minus the squared distance of each film to each support row; absent without support rows. */
  readonly likeness?: string;
}

/** onnx.proto3's number of the double type, for Cast. */
const TO_DOUBLE = { to: { integer: 11 } };
const ALONG_ROWS = { axis: { integer: 1 } };

/** The values of a place whose other names begin with `space`. */
export function kernelSpaceValues({ support }: KernelPlace, space: string): KernelSpaceValues {
  return { point: `${space}/point`, ...(support.count === 0 ? {} : { likeness: `${space}/likeness` }) };
}

/**
 * Films as points and their squared distances to support rows, as matrix products in double precision:
 * −|z − s|² = 2·z·s − |z|² − |s|². Support rows are the bytes that the trainer rounded them to, so they stand on the same
 * grid here as there; they come with the factor 2, because a single number times a matrix product is fused by ONNX
 * Runtime into one operation that rounds the number to single precision.
 */
export function kernelSpaceNodes(place: KernelPlace, inputs: GraphInputs, space: string): GraphPart {
  const { columns, coordinates, support } = place;
  const { column, flag, lower, upper, center, scale } = coordinates;
  const width = column.length;
  const { count } = support;
  const name = (part: string) => `${space}/${part}`;
  const row = (data: Float64Array) => ({ dims: [width], data });
  const points: GraphPart = {
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
    ],
    constants: [
      {
        name: name('reads'),
        dims: [width],
        data: BigInt64Array.from(column, (j, k) => BigInt(flag[k] ? columns + j : j)),
      },
      { name: name('center'), ...row(center) },
      { name: name('lower'), ...row(lower) },
      { name: name('upper'), ...row(upper) },
      { name: name('scale'), ...row(scale) },
    ],
  };
  if (count === 0) return points;
  return {
    nodes: [
      ...points.nodes,
      { operator: 'Cast', inputs: [name('levels')], output: name('steps'), attributes: TO_DOUBLE },
      { operator: 'Mul', inputs: [name('steps'), name('step')], output: name('risen') },
      { operator: 'Add', inputs: [name('risen'), name('least')], output: name('support') },
      { operator: 'MatMul', inputs: [name('point'), name('support')], output: name('closeness') },
      { operator: 'Mul', inputs: [name('point'), name('point')], output: name('squares') },
      { operator: 'MatMul', inputs: [name('squares'), name('minus')], output: name('norm') },
      { operator: 'Add', inputs: [name('closeness'), name('norm')], output: name('half') },
      { operator: 'Add', inputs: [name('half'), name('norms')], output: name('likeness') },
    ],
    constants: [
      ...points.constants,
      { name: name('levels'), dims: [width, count], data: transposed(support.levels, count, width) },
      { name: name('step'), dims: [width, 1], data: support.step.map((value) => 2 * value) },
      { name: name('least'), dims: [width, 1], data: support.start.map((value) => 2 * value) },
      { name: name('minus'), dims: [width, 1], data: new Float64Array(width).fill(-1) },
      { name: name('norms'), dims: [count], data: minusNorms(pointsOf(support), count, width) },
    ],
  };
}

/** Whether two models can read the same values, bit for bit. */
export function isSamePlace(a: KernelPlace, b: KernelPlace): boolean {
  const arrays = ({ coordinates, support }: KernelPlace) => [
    ...[coordinates.column, coordinates.flag, coordinates.lower, coordinates.upper, coordinates.center],
    ...[coordinates.scale, support.levels, support.start, support.step],
  ];
  const others = arrays(b);
  return a.columns === b.columns && arrays(a).every((own, i) => sameNumbers(own, others[i] ?? []));
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function transposed(levels: Uint8Array, count: number, width: number): Uint8Array {
  const turned = new Uint8Array(count * width);
  for (let i = 0; i < count; i++)
    for (let k = 0; k < width; k++) turned[k * count + i] = levels[i * width + k] as number;
  return turned;
}

function minusNorms(points: Float64Array, count: number, width: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let at = i * width; at < (i + 1) * width; at++) sum -= (points[at] as number) ** 2;
    return sum;
  });
}
