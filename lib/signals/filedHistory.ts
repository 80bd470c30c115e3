import type { DailyRow, Film } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import { buildMarketHistory, type MarketHistory } from './marketHistory.ts';

/** What the files say of a market, arranged, with the rows it was made from, so that signals can be merged into them. */
export interface FiledHistory {
  readonly history: MarketHistory;
  rowsOf(filmId: string): readonly DailyRow[];
}

/** @throws RangeError when two films share an id */
export function fileHistory(market: Market, films: readonly Film[], rows: readonly DailyRow[]): FiledHistory {
  const byFilm = Map.groupBy(rows, ({ filmId }) => filmId);
  return { history: buildMarketHistory(market, films, rows), rowsOf: (filmId) => byFilm.get(filmId) ?? [] };
}
