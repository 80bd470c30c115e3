import type { CheckedRows } from '../contract.ts';
import type { CoordinateOptions, Coordinates } from './coordinates.ts';
import { coordinatesOf, placeRows } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import { squaredDistances } from './squaredDistances.ts';
import type { SupportRows } from './supportRows.ts';
import { pointsOf, selectSupport, supportRows } from './supportRows.ts';

/** Training rows as points, and what every kernel method needs of them. */
export interface KernelSpace {
  /** Columns of the inputs. */
  readonly columns: number;
  readonly coordinates: Coordinates;
  readonly support: SupportRows;
  /** rows x width, on the grid of the support rows. */
  readonly points: Float64Array;
  /** Number of coordinates. */
  readonly width: number;
  /** Weighted mean of a point's squared distance from the centre: the sum over coordinates of the squared emphasis. */
  readonly extent: number;
  /** rows x rows, squared. */
  readonly distances: Float64Array;
  /** Squared distances from the centre, one per row. */
  readonly norms: Float64Array;
  /** Weighted mean and standard deviation of the target. */
  readonly mean: number;
  readonly deviation: number;
}

/** @throws RangeError for more than `most` rows, or for options that make no sense */
export function kernelSpace(rows: CheckedRows, options: CoordinateOptions, most: number): KernelSpace {
  const { x, y, weights } = rows;
  if (x.rows > most) throw new RangeError(`a kernel model learns from at most ${most} rows, got ${x.rows}`);
  const coordinates = coordinatesOf(rows, options);
  const width = coordinates.column.length;
  const support = supportRows(placeRows(coordinates, x), width);
  const points = pointsOf(support);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = y.reduce((sum, target, i) => sum + (weights[i] as number) * target, 0) / total;
  const variance = y.reduce((sum, target, i) => sum + (weights[i] as number) * (target - mean) ** 2, 0) / total;
  const distances = squaredDistances(points, x.rows, width);
  const norms = y.map((_, row) => squaredNorm(points, row * width, width));
  const extent = norms.reduce((sum, norm, row) => sum + (weights[row] as number) * norm, 0) / total;
  const spread = { mean, deviation: Math.sqrt(variance) };
  return { columns: x.columns, coordinates, support, points, width, extent, distances, norms, ...spread };
}

function squaredNorm(points: Float64Array, from: number, width: number): number {
  let sum = 0;
  for (let at = from; at < from + width; at++) sum += (points[at] as number) ** 2;
  return sum;
}

interface Fitted {
  readonly gamma: number;
  readonly intercept: number;
  /** One per row of the space; default none. */
  readonly coefficients?: Float64Array;
  /** One per coordinate; default zeros. */
  readonly slope?: Float64Array;
}

/** Rows that do not pull are forgotten where they are this share of all: otherwise models of the same rows share them. */
const SPARSE = 0.5;

/** A model that remembers the rows that pull, or all of them where most do. */
export function modelOf({ columns, coordinates, support, width }: KernelSpace, fitted: Fitted): KernelModel {
  const { gamma, intercept, coefficients = new Float64Array(0), slope = new Float64Array(width) } = fitted;
  const model = { kind: 'kernel', columns, coordinates, gamma, slope, intercept } as const;
  const pulling = Array.from(coefficients.keys()).filter((row) => coefficients[row] !== 0);
  if (pulling.length > SPARSE * support.count) return { ...model, support, coefficients };
  return {
    ...model,
    support: selectSupport(support, pulling),
    coefficients: Float64Array.from(pulling, (row) => coefficients[row] as number),
  };
}
