import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import { attentionFor } from './attention.ts';
import { catalogueFacts } from './catalogueFacts.ts';
import { observeFilm } from './observeFilm.ts';
import { type PlannedFilm, planFilms } from './planFilms.ts';
import { playMarket } from './playMarket.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';
import { type FilmTruth, truthOf } from './truth.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** Films of the market; they open from `from` until eight days after the end of the slate. */
  readonly films: number;
  readonly from: Day;
  /** The data end before this day. */
  readonly until: Day;
  /** The slate ends before this day; default `until`. Films after the end of the data show what is known by then. */
  readonly slateUntil?: Day;
  /** Nobody buys signals. */
  readonly honest?: boolean;
  /** Films that are taken off the slate before anything is played; for tests. */
  readonly without?: (film: PlannedFilm) => boolean;
  /** Called now and then with the share that is done. */
  readonly onProgress?: (done: number) => void;
}

/** History files' contents. */
export interface SimulatedHistory {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
}

/** The same, with what nobody could see of each film, in the order of the films. */
export interface KnownWorld extends SimulatedHistory {
  readonly truth: readonly FilmTruth[];
}

const DAYS_PER_YEAR = 365.25;
const PLAYED = 0.5;
const REPORT_EVERY = 100;

/**
 * A market's simulated history, the same for the same options on every machine. Titles, people and companies are made
 * up. What a day shows depends on that day and earlier ones alone, so that a history that ends earlier is the beginning
 * of one that ends later.
 */
export function simulateMarket(market: SimulatedMarket, options: SimulationOptions): SimulatedHistory {
  const { films, rows } = simulateWorld(market, options);
  return { films, rows };
}

/** {@link simulateMarket} with the hidden truth; for tests and ceilings only. */
export function simulateWorld(market: SimulatedMarket, options: SimulationOptions): KnownWorld {
  const { seed, from, until, slateUntil = until, honest = false, without = () => false } = options;
  const filmsPerYear = (options.films * DAYS_PER_YEAR) / Math.max(1, slateUntil - from);
  const slate = planFilms(market, { seed, count: options.films, from, until: slateUntil });
  const played = playMarket(
    market,
    slate.filter((film) => !without(film)),
    { seed, filmsPerYear, honest },
  );
  const films: Film[] = [];
  const rows: DailyRow[] = [];
  const truth: FilmTruth[] = [];
  played.forEach((one, i) => {
    const attention = attentionFor(market, one.film, one.fakes, seed);
    films.push(catalogueFacts(market, one, attention, { seed, until }));
    for (const row of observeFilm(market, one, attention, { seed, last: until - 1 })) rows.push(row);
    truth.push(truthOf(market, one, attention, seed));
    if (i % REPORT_EVERY === 0) options.onProgress?.(PLAYED + ((1 - PLAYED) * i) / played.length);
  });
  return { films, rows, truth };
}
