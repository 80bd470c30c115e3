import type { DailyRow, Film } from '../film/film.ts';
import { believeOpening } from './brokenOpening.ts';
import { toDailySeries } from './dailySeries.ts';
import { toKnownFilm } from './knownFilm.ts';
import type { MarketHistory } from './marketHistory.ts';
import { MeasureCache } from './measureCache.ts';

export interface WithFilmOptions {
  /**
   * The request itself states the film's booked theatres, search index and scores, so they are known at any moment and
   * without a date. Off: they are known as an imported film's would be.
   */
  readonly given?: boolean;
}

/**
 * The history with one film laid over it, which replaces a film of the same id; the rest is shared, so this is cheap.
 * The film counts as the one that is asked about and as a rival, never as a finished film: its total is ignored.
 * @throws RangeError when the film is of another market, or the history has an overlaid film already
 */
export function withFilm(
  history: MarketHistory,
  film: Film,
  rows: readonly DailyRow[],
  options: WithFilmOptions = {},
): MarketHistory {
  if (film.market !== history.market) throw new RangeError(`a film of ${film.market} over ${history.market}`);
  if (history.overlay !== undefined) throw new RangeError('one film at a time can be laid over a history');
  const index = history.films.length;
  const replaces = history.indexOf(film.filmId) ?? -1;
  const { finalGross: _, ...subject } = film;
  const own = believeOpening(
    film,
    rows.filter((row) => row.filmId === film.filmId),
  );
  return {
    market: history.market,
    films: [...history.films, subject],
    facts: [...history.facts, toKnownFilm(film)],
    series: [...history.series, toDailySeries(own)],
    days: history.days,
    overlay: { base: history, replaces, given: options.given ?? false },
    cache: new MeasureCache(index + 1),
    indexOf: (filmId) => (filmId === film.filmId ? index : history.indexOf(filmId)),
  };
}
