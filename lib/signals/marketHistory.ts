import type { DailyRow, Film } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import { believeOpening } from './brokenOpening.ts';
import { type DailySeries, toDailySeries } from './dailySeries.ts';
import { DayIndex } from './dayIndex.ts';
import { type KnownFilm, toKnownFilm } from './knownFilm.ts';
import { MeasureCache } from './measureCache.ts';

/** One film laid over a history: it may stand in for one of the history's films. */
interface Overlay {
  /** The history that the film is laid over. */
  readonly base: MarketHistory;
  /** Index of the film that it replaces, -1 when it is new. */
  readonly replaces: number;
  /** Facts that a file would have to date are known because the request itself gives them. */
  readonly given: boolean;
}

/**
 * Everything that is known about one market, at any time, as columns. It holds the future too: nothing that forecasts
 * reads it directly, see `viewAsOf`.
 */
export interface MarketHistory {
  readonly market: Market;
  /** By release day, then by id; a film laid over the history stands last. */
  readonly films: readonly Film[];
  readonly facts: readonly KnownFilm[];
  readonly series: readonly DailySeries[];
  /** The days of all films but an overlaid one. */
  readonly days: DayIndex;
  readonly overlay: Overlay | undefined;
  /** Values that follow from what was known at some moment, kept so that they are worked out once. */
  readonly cache: MeasureCache;
  /** The place of a film in {@link films}. */
  indexOf(filmId: string): number | undefined;
}

/**
 * Arranges the films and daily rows of one market; those of other markets and rows of unknown films are left out.
 * @throws RangeError when two films share an id
 */
export function buildMarketHistory(market: Market, films: readonly Film[], rows: readonly DailyRow[]): MarketHistory {
  const sorted = films
    .filter((film) => film.market === market)
    .sort((a, b) => a.releaseDate - b.releaseDate || (a.filmId < b.filmId ? -1 : 1));
  const indices = new Map(sorted.map((film, index) => [film.filmId, index]));
  if (indices.size < sorted.length) throw new RangeError('two films of a history share an id');
  const rowsOf = Map.groupBy(rows, (row) => indices.get(row.filmId) ?? -1);
  const series = sorted.map((film, index) => toDailySeries(believeOpening(film, rowsOf.get(index) ?? [])));
  return {
    market,
    films: sorted,
    facts: sorted.map(toKnownFilm),
    series,
    days: new DayIndex(series),
    overlay: undefined,
    cache: new MeasureCache(sorted.length),
    indexOf: (filmId) => indices.get(filmId),
  };
}
