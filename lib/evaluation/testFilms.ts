import { startOfDay } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import { type Day, formatDay } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { toCurrencyUnits } from '../film/money.ts';
import { viewAsOf } from '../signals/asOfView.ts';
import { MATURITY_DAYS } from '../signals/knownAt.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { isStandard } from './marketReport.ts';

/** A film to be forecast: its place in the history, and what it made in currency units. */
export interface TestFilm {
  readonly film: number;
  readonly release: Day;
  readonly actual: number;
  /** Of the population that figures are quoted for; see `isStandard`. */
  readonly served: boolean;
}

/**
 * Films of known total released from `from` until the day before `until`.
 * @throws AppError `backtest.no-films`
 */
export function testFilms(history: MarketHistory, from: Day, until: Day): readonly TestFilm[] {
  const { market } = history;
  const films = history.films.flatMap((source, film): TestFilm[] => {
    const { releaseDate: release, finalGross } = source;
    if (release < from || release >= until || finalGross === undefined || finalGross <= 0) return [];
    const settled = viewAsOf(history, startOfDay(release + MATURITY_DAYS, market));
    const actual = toCurrencyUnits(finalGross, MARKETS[market].minorDigits);
    return [{ film, release, actual, served: isStandard(settled, film) }];
  });
  if (films.length > 0) return films;
  throw new AppError('backtest.no-films', { market, from: formatDay(from), until: formatDay(until) });
}
