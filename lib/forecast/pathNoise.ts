import { seededRandom } from '../stats/random.ts';
import { standardNormal } from '../stats/standardNormal.ts';
import { MOST_FILMS } from './settleFilms.ts';

/** How far days depart from what level, slope and calendar make of them: standard deviations of log takings. */
export interface PathNoise {
  /** Of the days to come as a whole, against the week before. */
  readonly level: number;
  /** Of each day by itself. */
  readonly day: number;
}

const SEED = 20_160_401;
const made = new WeakMap<PathNoise, Float64Array>();

/**
 * Factors by which sampled days depart as real ones do: for each of as many samples as there can be, one for the level and
 * then one for each of `days` days. The same for every film, so that two forecasts differ by what became known alone.
 */
export function noiseFactors(noise: PathNoise, days: number): Float64Array {
  const before = made.get(noise);
  if (before) return before;
  const random = seededRandom(SEED);
  const factors = Float64Array.from({ length: MOST_FILMS * (days + 1) }, (_, i) =>
    Math.exp((i % (days + 1) === 0 ? noise.level : noise.day) * standardNormal(random)),
  );
  made.set(noise, factors);
  return factors;
}
