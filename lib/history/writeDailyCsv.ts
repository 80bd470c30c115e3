import { formatDay } from '../film/day.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow, type Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { formatMoney } from '../film/money.ts';
import { csvNumber, csvText } from './csvText.ts';

const MONEY: ReadonlySet<DailyMetric> = new Set(['gross', 'presale_gross']);

/**
 * Days as daily.csv, with the columns that occur; `parseDaily` reads the same rows back.
 * @param films those the rows are about: they name the market, and with it the digits of its money
 * @throws RangeError for a row of none of the films
 */
export function writeDailyCsv(rows: readonly DailyRow[], films: readonly Film[]): string {
  const digits = new Map(films.map((film) => [film.filmId, MARKETS[film.market].minorDigits]));
  const metrics = DAILY_METRICS.filter((metric) => rows.some((row) => row.values[metric] !== undefined));
  const withShowDate = rows.some((row) => row.showDate !== undefined);
  const lines = rows.map((row) => {
    const minorDigits = digits.get(row.filmId);
    if (minorDigits === undefined) throw new RangeError(`a row is about "${row.filmId}", which is none of the films`);
    const cells = metrics.map((metric) => {
      const value = row.values[metric];
      return value !== undefined && MONEY.has(metric) ? formatMoney(value, minorDigits) : csvNumber(value);
    });
    const showDate = row.showDate === undefined ? '' : formatDay(row.showDate);
    return [csvText(row.filmId), formatDay(row.date), ...(withShowDate ? [showDate] : []), ...cells].join(',');
  });
  const header = ['film_id', 'date', ...(withShowDate ? ['show_date'] : []), ...metrics].join(',');
  return `${[header, ...lines].join('\n')}\n`;
}
