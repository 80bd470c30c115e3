import { dayOf } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import { type Day, formatDay, parseDay } from '../film/day.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow, type Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import { outsideDays, readCount, readDay, readDecimal, readId, readMoney } from './cells.ts';
import type { ColumnSet } from './header.ts';
import type { HistoryFile, ParsedFile, ReadOptions } from './historyFile.ts';
import { HISTORY_LIMITS } from './limits.ts';
import { parseTable, type TableRow } from './parseTable.ts';

const SHOW_COUNT = 'show_count';

const DAILY_COLUMNS: ColumnSet = {
  required: ['film_id', 'date'],
  optional: ['show_date', ...DAILY_METRICS],
  aliases: {
    movie_id: ['film_id'],
    presale_amount: ['presale_gross'],
    heat_score: ['social_heat'],
    want_see_count: ['want_to_see'],
    // Shows on sale before the release, shows played from it on.
    [SHOW_COUNT]: ['presale_screenings', 'screenings'],
  },
};

const FIRST_DAY = parseDay('1895-12-28');
const { dayAmount, count, index } = HISTORY_LIMITS;

type Reader = (text: string, column: string, minorDigits: number) => number;
const amounts =
  (low: number): Reader =>
  (text, column, digits) =>
    readMoney(text, column, digits, { low, high: dayAmount });
const counts =
  (low: number): Reader =>
  (text, column) =>
    readCount(text, column, { low, high: count });
const decimals =
  (low: number, high: number): Reader =>
  (text, column) =>
    readDecimal(text, column, { low, high });

/**
 * How each measure is read. What presale takes in on a day is net of refunds, so money and tickets of presale may be
 * negative; a day's gross is final and may not.
 */
const READERS: Readonly<Record<DailyMetric, Reader>> = {
  gross: amounts(0),
  admissions: counts(0),
  theaters: counts(0),
  screenings: counts(0),
  screening_share: decimals(0, 1),
  presale_gross: amounts(-dayAmount),
  presale_screenings: counts(0),
  presale_tickets: counts(-count),
  want_to_see: counts(0),
  social_heat: decimals(0, index),
  trailer_plays: decimals(0, index),
  sentiment: decimals(-1, 1),
  search_index: decimals(0, index),
};

export interface ReadDailyOptions extends ReadOptions {
  /** The film of a row; rows of a film that is not known yet wait. */
  readonly filmOf: (filmId: string) => Pick<Film, 'market' | 'releaseDate'> | undefined;
}

/** Reads daily.csv: one row per film and day, or per film, day of sale and day of showing for presale. */
export async function parseDaily(file: HistoryFile, options: ReadDailyOptions): Promise<ParsedFile<DailyRow>> {
  const seen = new Map<string, Map<string, { readonly line: number; readonly row: DailyRow }>>();
  const todays = new Map<Market, Day>();
  const todayIn = (market: Market) => {
    const today = todays.get(market) ?? dayOf(options.now, market);
    todays.set(market, today);
    return today;
  };
  let measures: readonly DailyMetric[] = [];
  return parseTable(
    file,
    {
      columns: DAILY_COLUMNS,
      checkHeader({ positions }) {
        measures = DAILY_METRICS.filter((metric) => positions.has(metric));
        if (measures.length === 0 && !positions.has(SHOW_COUNT)) throw new AppError('history.no-measure-column');
      },
      readRow(cells) {
        const filmId = readId(required(cells, 'film_id'), 'film_id');
        const film = options.filmOf(filmId);
        if (!film) return new AppError('history.film-unknown', { filmId, column: 'film_id' });
        const row = readDailyRow(cells, filmId, film, measures, todayIn(film.market));
        const days = seen.get(filmId) ?? new Map();
        seen.set(filmId, days);
        const key = `${row.date}|${row.showDate ?? ''}`;
        const earlier = days.get(key);
        if (earlier) throw repeated(row, earlier);
        days.set(key, { line: cells.line, row });
        return row;
      },
    },
    options,
  );
}

function readDailyRow(
  cells: TableRow,
  filmId: string,
  film: Pick<Film, 'market' | 'releaseDate'>,
  measures: readonly DailyMetric[],
  today: Day,
): DailyRow {
  const date = readDate(required(cells, 'date'), film, today);
  const showDate = readShowDate(cells.cell('show_date'), date, today);
  const values: Partial<Record<DailyMetric, number>> = {};
  const digits = MARKETS[film.market].minorDigits;
  const take = (metric: DailyMetric, column: string) => {
    const text = cells.cell(column);
    if (text === '') return;
    if (showDate !== undefined && !metric.startsWith('presale_')) {
      throw new AppError('history.show-date-measure', { column });
    }
    values[metric] = READERS[metric](text, column, digits);
  };
  for (const metric of measures) take(metric, metric);
  take(date < film.releaseDate ? 'presale_screenings' : 'screenings', SHOW_COUNT);
  if (Object.keys(values).length === 0) throw new AppError('history.row-empty');
  if (values.gross !== undefined && date < film.releaseDate - HISTORY_LIMITS.previewDays) {
    const release = formatDay(film.releaseDate);
    const params = { text: formatDay(date), days: HISTORY_LIMITS.previewDays, release, column: 'date' };
    throw new AppError('history.gross-too-early', params);
  }
  if (date === today && values.gross !== undefined)
    cells.warn('history.day-unfinished', 'date', { text: formatDay(date) });
  return { filmId, date, ...(showDate !== undefined && { showDate }), values };
}

function required(cells: TableRow, column: string): string {
  const text = cells.cell(column);
  if (text === '') throw new AppError('history.cell-empty', { column });
  return text;
}

function readDate(text: string, { market }: Pick<Film, 'market'>, today: Day): Day {
  const date = readDay(text, 'date');
  if (date < FIRST_DAY) throw outsideDays(date, 'date', FIRST_DAY, today);
  if (date > today) {
    throw new AppError('history.date-future', {
      text: formatDay(date),
      today: formatDay(today),
      market,
      column: 'date',
    });
  }
  return date;
}

/** Presale reaches into the future, as far as releases do. */
function readShowDate(text: string, date: Day, today: Day): Day | undefined {
  if (text === '') return undefined;
  const day = readDay(text, 'show_date');
  if (day < date) {
    throw new AppError('history.show-date-early', { text: formatDay(day), date: formatDay(date), column: 'show_date' });
  }
  const latest = today + Math.round(HISTORY_LIMITS.releaseYears * 365.25);
  if (day > latest) throw outsideDays(day, 'show_date', date, latest);
  return day;
}

function repeated(row: DailyRow, earlier: { readonly line: number; readonly row: DailyRow }): AppError {
  const same = DAILY_METRICS.every((metric) => row.values[metric] === earlier.row.values[metric]);
  return same
    ? new AppError('history.row-twice', { line: earlier.line })
    : new AppError('history.row-conflict', { line: earlier.line, column: 'date' });
}
