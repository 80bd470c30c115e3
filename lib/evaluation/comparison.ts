import { median } from '../stats/median.ts';
import { resampledInterval } from '../stats/resampledInterval.ts';
import { logError, relativeError, rootMeanSquare } from './metrics.ts';

/** A film forecast by two methods; all in currency units. */
export interface Rivalry {
  readonly own: number;
  readonly other: number;
  readonly actual: number;
}

/** Error of one method less that of another, with its paired bootstrap interval of 95 %; below zero the first is better. */
export interface Change {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Comparison {
  /** Films that both methods forecast. */
  readonly n: number;
  readonly logRmse: Change;
  readonly medianApe: Change;
}

const LEVEL = 0.95;
const SEED = 20_160_101;

/** Compares two methods film by film. @returns undefined without films */
export function compareErrors(films: readonly Rivalry[]): Comparison | undefined {
  if (films.length === 0) return undefined;
  const errorsOf = (error: (forecast: number, actual: number) => number) => ({
    own: Float64Array.from(films, ({ own, actual }) => error(own, actual)),
    other: Float64Array.from(films, ({ other, actual }) => error(other, actual)),
  });
  const change = (error: typeof logError, summary: (errors: Float64Array) => number): Change => {
    const { own, other } = errorsOf(error);
    const scratch = new Float64Array(films.length);
    const of = (errors: Float64Array, drawn: Int32Array) => {
      for (let i = 0; i < drawn.length; i++) scratch[i] = errors[drawn[i] as number] as number;
      return summary(scratch);
    };
    const difference = (drawn: Int32Array) => of(own, drawn) - of(other, drawn);
    const all = Int32Array.from(films.keys());
    return { difference: difference(all), ...resampledInterval(films.length, difference, LEVEL, { seed: SEED }) };
  };
  return { n: films.length, logRmse: change(logError, rootMeanSquare), medianApe: change(relativeError, median) };
}
