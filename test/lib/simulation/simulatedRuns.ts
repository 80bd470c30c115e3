import { parseDay } from '../../../lib/film/day.ts';
import type { SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import { simulateWorld } from '../../../lib/simulation/simulateMarket.ts';
import type { FilmTruth } from '../../../lib/simulation/truth.ts';
import { type FilmRun, filmRuns } from './filmRuns.ts';
import { catalogueErrors, type Errors, multiplierErrors, type TestYears } from './hardness.ts';
import type { MarketFigures } from './realFigures.ts';

/** Simulations that parameters were set by; 9001 to 9005 are left for acceptance. */
export const FITTED_SEEDS: readonly number[] = [1, 2, 3, 4];

/** Films a year about as many as the real sets have, from a few years before the first that is forecast. */
const SLATE = { US: { films: 1_080, from: '2008-01-01' }, CN: { films: 1_080, from: '2010-01-01' } } as const;

export interface SimulatedRuns {
  readonly runs: readonly FilmRun[];
  readonly truth: ReadonlyMap<string, FilmTruth>;
}

export function simulatedRuns(market: SimulatedMarket, seed: number): SimulatedRuns {
  const { films, from } = SLATE[market];
  const world = simulateWorld(market, { seed, films, from: parseDay(from), until: parseDay('2016-06-01') });
  return {
    runs: filmRuns(market, world.films, world.rows),
    truth: new Map(world.truth.map((one) => [one.filmId, one])),
  };
}

/** How hard the market of some runs is. */
export function figuresOf(runs: readonly FilmRun[], years: TestYears): MarketFigures {
  const multiplier = (days: number) => multiplierErrors(runs, days, years).logRmse;
  const catalogue = (theaters: boolean) => catalogueErrors(runs, years, { theaters }).medianApe;
  return { multiplier: [multiplier(1), multiplier(3), multiplier(7)], catalogue: [catalogue(false), catalogue(true)] };
}

/** The ceiling a week before release: the catalogue and the appeal that the audience feels and nobody measures. */
export function oracleErrors({ runs, truth }: SimulatedRuns, years: TestYears): Errors {
  const extra = ({ film }: FilmRun) => [truth.get(film.filmId)?.appeal ?? Number.NaN];
  return catalogueErrors(runs, years, { theaters: false, extra });
}

/** Means of figures over simulations. */
export function meanFigures(figures: readonly MarketFigures[]): MarketFigures {
  const mean = (pick: (one: MarketFigures) => number) =>
    figures.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, figures.length);
  return {
    multiplier: [mean((one) => one.multiplier[0]), mean((one) => one.multiplier[1]), mean((one) => one.multiplier[2])],
    catalogue: [mean((one) => one.catalogue[0]), mean((one) => one.catalogue[1])],
  };
}
