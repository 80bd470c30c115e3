import { AppError } from '../../errors/appError.ts';
import { MARKETS, type Market } from '../../film/market.ts';
import type { ServedHistory } from '../serving/marketHistories.ts';

/** Where films are looked for: the present histories, or those of another instant. */
export type HistoryOf = (market: Market) => Promise<ServedHistory>;

export interface FoundFilm extends ServedHistory {
  readonly market: Market;
  /** Index of the film in the history. */
  readonly index: number;
}

/**
 * The film with this id, in the market named or in the only one that has it.
 * @throws AppError `film.unknown`, `film.ambiguous`, `film.withdrawn`; `store.unavailable` when a history that could not be read may
 * hold it
 */
export async function findFilm(historyOf: HistoryOf, filmId: string, market: Market | undefined): Promise<FoundFilm> {
  const markets = market ? [market] : (Object.keys(MARKETS) as Market[]);
  const served = await Promise.all(markets.map((name) => historyOf(name)));
  const found = served.flatMap((present, at): FoundFilm[] => {
    const index = present.history.indexOf(filmId);
    const name = markets[at];
    return index === undefined || name === undefined ? [] : [{ ...present, market: name, index }];
  });
  const [only, other] = found;
  if (only && other) {
    throw new AppError('film.ambiguous', { filmId, markets: found.map((film) => film.market).join(', ') });
  }
  if (only) return only;
  const withdrawn = markets.find((_, at) => served[at]?.withdrawn.has(filmId));
  if (withdrawn) throw new AppError('film.withdrawn', { filmId, market: withdrawn });
  if (served.some(({ fresh, hears }) => !fresh || !hears))
    throw new AppError('store.unavailable', { operation: 'read history' });
  throw new AppError('film.unknown', { filmId });
}
