import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { seededRandom } from '../stats/random.ts';
import { drawsFrom } from './draw.ts';
import type { SimulatedMarket } from './marketProfile.ts';
import { bookedTheaters, observeFilm } from './observeFilm.ts';
import { type PlannedFilm, planFilms } from './planFilms.ts';
import { type PlayedRun, playMarket } from './playMarket.ts';

export interface SampleHistoryOptions {
  readonly seed: number;
  readonly filmsPerMarket: number;
  readonly from: Day;
  /** The data end before this day; films may open up to eight days later. */
  readonly until: Day;
}

export interface SampleHistory {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
}

const SAMPLE_MARKETS: readonly SimulatedMarket[] = ['US', 'CN'];
const SEARCH_LEVEL = 3;

/**
 * A simulated history of the US and the Chinese market, the same for the same options on every machine. Titles, people
 * and companies are made up; sizes and habits are set by hand, so figures measured on it say nothing about real films.
 * Films whose run is not over when the data end have no final gross; some open in the days around the end, so that each
 * origin from T-7 to T+7 has a film. Days before release carry presale, what people say and, in China, previews and
 * want-to-see; money is in minor units.
 */
export function generateSampleHistory(options: SampleHistoryOptions): SampleHistory {
  const films: Film[] = [];
  const rows: DailyRow[][] = [];
  for (const market of SAMPLE_MARKETS) {
    const { seed, filmsPerMarket: count, from, until } = options;
    const planned = planFilms(market, { seed, count, from, until });
    const runs = playMarket(market, planned, { seed });
    planned.forEach((plan, i) => {
      const run = runs[i] ?? [];
      films.push(toFilm(market, plan, run, options));
      rows.push([...observeFilm(market, plan, run, { seed, last: until - 1 })]);
    });
  }
  return { films, rows: rows.flat() };
}

function toFilm(market: SimulatedMarket, plan: PlannedFilm, run: PlayedRun, options: SampleHistoryOptions): Film {
  const draw = drawsFrom(seededRandom(deriveSeed(options.seed, `facts/${plan.filmId}`)));
  const { currency, minorDigits } = MARKETS[market];
  const minor = 10 ** minorDigits;
  const ended = (run.at(-1)?.day ?? options.until) < options.until;
  // A little is never reported by day, so totals are a trace above the sum of the days.
  const total = run.reduce((sum, { gross }) => sum + gross, 0) * (1 + 0.004 * draw.uniform());
  const { filmId, title, releaseDate, genres, directors, cast, distributor, budget, runtimeMin } = plan;
  return {
    ...{ filmId, title, market, releaseDate, currency, genres, directors, cast, distributor, runtimeMin },
    ...(budget !== undefined && { budget: budget * minor }),
    ...(market === 'US' && { openingTheaters: bookedTheaters(plan), searchIndex30d: searchIndex(plan, draw.normal()) }),
    ...(ended && { finalGross: Math.round(total) * minor }),
  };
}

function searchIndex(plan: PlannedFilm, noise: number): number {
  return Number(Math.exp(SEARCH_LEVEL + plan.buzz + 0.3 * noise).toFixed(1));
}
