import { dayOf } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import { type Day, formatDay, parseDay } from '../film/day.ts';
import type { DatedScore, Film } from '../film/film.ts';
import { isMarket, MARKETS, type Market } from '../film/market.ts';
import {
  outsideDays,
  type Range,
  readCount,
  readDay,
  readDecimal,
  readId,
  readList,
  readMoney,
  readText,
} from './cells.ts';
import type { ColumnSet } from './header.ts';
import type { HistoryFile, ParsedFile, ReadOptions } from './historyFile.ts';
import { quote } from './issue.ts';
import { HISTORY_LIMITS } from './limits.ts';
import { parseTable, type TableRow } from './parseTable.ts';

export const FILM_COLUMNS: ColumnSet = {
  required: ['film_id', 'title', 'market', 'release_date', 'final_gross', 'currency'],
  optional: [
    ...[
      'genres',
      'directors',
      'cast',
      'producers',
      'runtime_min',
      'certificate',
      'distributor',
      'budget',
      'opening_theaters',
    ],
    ...['search_index_30d', 'director_score', 'director_score_date', 'actor_score', 'actor_score_date'],
  ],
  aliases: { movie_id: ['film_id'], movie_type: ['genres'], final_box_office: ['final_gross'] },
};

/** The first public screening of films; nothing was released before. */
const FIRST_FILM = parseDay('1895-12-28');
const DAYS_PER_YEAR = 365.25;
const SCORE: Range = { low: 0, high: 10 };

export interface ReadFilmsOptions extends ReadOptions {
  /** The market in which a film is already known. */
  readonly marketOf?: (filmId: string) => Market | undefined;
}

/**
 * Reads films.csv. A number that makes no sense as zero (runtime, budget, theatres, final gross) is unknown when it is
 * zero, with a warning.
 */
export async function parseFilms(file: HistoryFile, options: ReadFilmsOptions): Promise<ParsedFile<Film>> {
  const seen = new Map<string, { readonly line: number; readonly facts: string }>();
  return parseTable(
    file,
    {
      columns: FILM_COLUMNS,
      readRow(row) {
        const film = readFilm(row, options);
        const facts = JSON.stringify(film);
        const earlier = seen.get(film.filmId);
        if (earlier?.facts === facts) throw new AppError('history.row-twice', { line: earlier.line });
        if (earlier) {
          throw new AppError('history.film-twice', { filmId: film.filmId, line: earlier.line, column: 'film_id' });
        }
        seen.set(film.filmId, { line: row.line, facts });
        return film;
      },
    },
    options,
  );
}

function readFilm(row: TableRow, { now, marketOf }: ReadFilmsOptions): Film {
  const required = (column: string) => {
    const text = row.cell(column);
    if (text === '') throw new AppError('history.cell-empty', { column });
    return text;
  };
  const filmId = readId(required('film_id'), 'film_id');
  const title = readText(required('title'), 'title');
  const market = readMarket(required('market'));
  const elsewhere = marketOf?.(filmId) ?? market;
  if (elsewhere !== market)
    throw new AppError('history.film-elsewhere', { filmId, market: elsewhere, column: 'film_id' });
  const today = dayOf(now, market);
  const releaseDate = readRelease(required('release_date'), today);
  const currency = readCurrency(required('currency'), market);

  const digits = MARKETS[market].minorDigits;
  const positive = (column: string, read: (text: string) => number) => {
    const text = row.cell(column);
    if (text === '') return undefined;
    const value = read(text);
    if (value === 0) row.warn('history.zero-unknown', column);
    return value === 0 ? undefined : value;
  };
  const amount = (column: string) =>
    positive(column, (text) => readMoney(text, column, digits, { low: 0, high: HISTORY_LIMITS.runAmount }));
  const count = (column: string, high: number) => positive(column, (text) => readCount(text, column, { low: 0, high }));
  const text = (column: string) => (row.cell(column) === '' ? undefined : readText(row.cell(column), column));
  const index = row.cell('search_index_30d');

  const finalGross = amount('final_gross');
  if (finalGross !== undefined && releaseDate > today) {
    throw new AppError('history.total-too-early', { release: formatDay(releaseDate), column: 'final_gross' });
  }
  return withoutUnknown({
    filmId,
    title,
    market,
    releaseDate,
    currency,
    genres: readList(row.cell('genres'), 'genres'),
    directors: readList(row.cell('directors'), 'directors'),
    cast: readList(row.cell('cast'), 'cast'),
    producers: row.cell('producers') === '' ? undefined : readList(row.cell('producers'), 'producers'),
    runtimeMin: count('runtime_min', 1_500),
    certificate: text('certificate'),
    distributor: text('distributor'),
    budget: amount('budget'),
    openingTheaters: count('opening_theaters', HISTORY_LIMITS.count),
    searchIndex30d:
      index === '' ? undefined : readDecimal(index, 'search_index_30d', { low: 0, high: HISTORY_LIMITS.index }),
    directorScore: readScore(row, 'director_score', today),
    actorScore: readScore(row, 'actor_score', today),
    finalGross,
  });
}

function readMarket(text: string): Market {
  const market = text.toUpperCase();
  if (!isMarket(market)) throw new AppError('history.market-unknown', { text: quote(text, 40), column: 'market' });
  return market;
}

function readCurrency(text: string, market: Market): string {
  const { currency: expected } = MARKETS[market];
  if (text.toUpperCase() === expected) return expected;
  throw new AppError('history.currency-other', { text: quote(text, 40), market, expected, column: 'currency' });
}

function readRelease(text: string, today: Day): Day {
  const day = readDay(text, 'release_date');
  const latest = today + Math.round(HISTORY_LIMITS.releaseYears * DAYS_PER_YEAR);
  if (day < FIRST_FILM || day > latest) throw outsideDays(day, 'release_date', FIRST_FILM, latest);
  return day;
}

function readScore(row: TableRow, column: string, today: Day): DatedScore | undefined {
  const text = row.cell(column);
  if (text === '') return undefined;
  const value = readDecimal(text, column, SCORE);
  const dateColumn = `${column}_date`;
  const dateText = row.cell(dateColumn);
  if (dateText === '') return { value };
  const date = readDay(dateText, dateColumn);
  if (date < FIRST_FILM || date > today) throw outsideDays(date, dateColumn, FIRST_FILM, today);
  return { value, date };
}

/** Leaves out what is unknown, so that absent stays the only way to say it. */
function withoutUnknown(film: { readonly [K in keyof Required<Film>]: Film[K] | undefined }): Film {
  const entries = Object.entries(film).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Film;
}
