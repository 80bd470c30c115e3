import type { Film } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import type { DailySeries } from './dailySeries.ts';
import { DayIndex } from './dayIndex.ts';
import type { KnownFilm } from './knownFilm.ts';
import type { MarketHistory } from './marketHistory.ts';
import { type CommonPast, SharedMeasures } from './sharedMeasures.ts';

/** A film with what a history holds of it. */
export interface ArrangedFilm {
  readonly film: Film;
  readonly facts: KnownFilm;
  readonly series: DailySeries;
}

/**
 * A history of films that are prepared already, in the order that `buildMarketHistory` gives.
 * @param past what it has in common with a history that values have been worked out for
 */
export function arrangeHistory(market: Market, entries: readonly ArrangedFilm[], past: CommonPast): MarketHistory {
  const sorted = entries.toSorted(
    ({ film: a }, { film: b }) => a.releaseDate - b.releaseDate || (a.filmId < b.filmId ? -1 : 1),
  );
  const indices = new Map(sorted.map(({ film }, index) => [film.filmId, index]));
  const series = sorted.map((entry) => entry.series);
  const facts = sorted.map((entry) => entry.facts);
  return {
    market,
    films: sorted.map(({ film }) => film),
    facts,
    series,
    days: new DayIndex(series),
    overlay: undefined,
    cache: new SharedMeasures(past, [...indices.keys()], facts),
    indexOf: (filmId) => indices.get(filmId),
  };
}
