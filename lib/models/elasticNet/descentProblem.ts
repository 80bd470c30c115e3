import type { LeastSquaresSums } from '../ridge/leastSquaresSums.ts';
import { centred } from '../ridge/leastSquaresSums.ts';

/** Least squares per unit of weight with the intercept taken out: ½·βᵀGβ − βᵀm plus a constant. */
export interface DescentProblem {
  /** G, size x size, symmetric. */
  readonly gram: Float64Array;
  /** m */
  readonly moment: Float64Array;
  /** Per coefficient 1 where it must not be negative, −1 where it must not be positive, else 0. */
  readonly signs: Int8Array;
}

/** What coefficients cost: `absolute`·Σ|β| + ½·`square`·Σβ². */
export interface Penalty {
  readonly absolute: number;
  readonly square: number;
}

/** Coefficients on their way, with the gradient m − Gβ that belongs to them; both are changed in place. */
export interface DescentState {
  readonly beta: Float64Array;
  readonly gradient: Float64Array;
}

/** The problem of the rows that were summed. */
export function descentProblem(sums: LeastSquaresSums, signs: Int8Array): DescentProblem {
  const { normal, moment } = centred(sums);
  const size = moment.length;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = (normal[i * size + j] as number) / sums.weight;
      gram[i * size + j] = value;
      gram[j * size + i] = value;
    }
  }
  return { gram, moment: moment.map((value) => value / sums.weight), signs };
}

/** All coefficients zero. */
export function startAtZero({ moment }: DescentProblem): DescentState {
  return { beta: new Float64Array(moment.length), gradient: Float64Array.from(moment) };
}
