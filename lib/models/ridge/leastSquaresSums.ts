import { gram } from '../../stats/gram.ts';

/** All that least squares with an intercept needs of a set of rows; sums of two sets add up. */
export interface LeastSquaresSums {
  /** Σw */
  readonly weight: number;
  /** Σw·z, one per term */
  readonly terms: Float64Array;
  /** Σw·y */
  readonly target: number;
  /** Σw·y² */
  readonly squares: number;
  /** ZᵀWZ, lower triangle */
  readonly normal: Float64Array;
  /** ZᵀWy */
  readonly moment: Float64Array;
}

/** @param z rows x terms, row after row */
export function sumsOf(z: Float64Array, y: Float64Array, weights: Float64Array): LeastSquaresSums {
  const width = y.length === 0 ? 0 : z.length / y.length;
  const terms = new Float64Array(width);
  let weight = 0;
  let target = 0;
  let squares = 0;
  for (let i = 0; i < y.length; i++) {
    const own = weights[i] as number;
    weight += own;
    target += own * (y[i] as number);
    squares += own * (y[i] as number) ** 2;
    for (let j = 0; j < width; j++) terms[j] = (terms[j] as number) + own * (z[i * width + j] as number);
  }
  const { gram: normal, moment } = gram(z, y, weights);
  return { weight, terms, target, squares, normal, moment };
}

/** Sums over both sets of rows, or with factor −1 over the first without the second. */
export function addSums(a: LeastSquaresSums, b: LeastSquaresSums, factor: 1 | -1 = 1): LeastSquaresSums {
  const both = (first: Float64Array, second: Float64Array) =>
    first.map((value, i) => value + factor * (second[i] as number));
  return {
    weight: a.weight + factor * b.weight,
    terms: both(a.terms, b.terms),
    target: a.target + factor * b.target,
    squares: a.squares + factor * b.squares,
    normal: both(a.normal, b.normal),
    moment: both(a.moment, b.moment),
  };
}

/** The normal equations with the intercept taken out: ZᵀWZ and ZᵀWy about the means of z and y. */
export function centred(sums: LeastSquaresSums): { readonly normal: Float64Array; readonly moment: Float64Array } {
  const { weight, terms, target } = sums;
  const size = terms.length;
  const normal = Float64Array.from(sums.normal);
  for (let i = 0; i < size; i++) {
    const mean = (terms[i] as number) / weight;
    for (let j = 0; j <= i; j++) normal[i * size + j] = (normal[i * size + j] as number) - mean * (terms[j] as number);
  }
  const moment = sums.moment.map((value, i) => value - ((terms[i] as number) * target) / weight);
  return { normal, moment };
}

/** Σw·(y − intercept − zβ)² over the rows of the sums. */
export function squaredError(sums: LeastSquaresSums, intercept: number, beta: Float64Array): number {
  const size = beta.length;
  let quadratic = 0;
  let linear = 0;
  let shift = 0;
  for (let i = 0; i < size; i++) {
    const own = beta[i] as number;
    let line = 0;
    for (let j = 0; j < i; j++) line += (sums.normal[i * size + j] as number) * (beta[j] as number);
    quadratic += own * (2 * line + (sums.normal[i * size + i] as number) * own);
    linear += own * (sums.moment[i] as number);
    shift += own * (sums.terms[i] as number);
  }
  const constant = sums.squares - 2 * intercept * sums.target + intercept ** 2 * sums.weight;
  return constant - 2 * linear + 2 * intercept * shift + quadratic;
}

/** Coefficients with the intercept that belongs to them. */
export function withIntercept(sums: LeastSquaresSums, beta: Float64Array) {
  const shift = beta.reduce((sum, value, j) => sum + value * (sums.terms[j] as number), 0);
  return { intercept: (sums.target - shift) / sums.weight, beta };
}
