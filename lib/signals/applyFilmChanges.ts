import { AppError } from '../errors/appError.ts';
import { parseDay } from '../film/day.ts';
import type { Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import { compareEvents } from './eventOrder.ts';
import type { ChangeableFact, FactValue, FilmChange } from './signalEvent.ts';

/** A film after what was said about it. */
export interface ChangedFilm {
  /** Absent while neither a file nor a change says at least title and release date. */
  readonly film: Film | undefined;
  /** Taken off the calendar. */
  readonly withdrawn: boolean;
}

/** Reads a fact; undefined = a value that the fact cannot have, which changes nothing. */
type ReadFact = (value: FactValue) => unknown;

const text: ReadFact = (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const names: ReadFact = (value) => (Array.isArray(value) ? [...value] : undefined);
const count: ReadFact = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
const amount: ReadFact = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined);

const READ: Readonly<Record<Exclude<ChangeableFact, 'withdrawn'>, ReadFact>> = {
  releaseDate: toDay,
  title: text,
  genres: names,
  directors: names,
  cast: names,
  producers: names,
  runtimeMin: count,
  certificate: text,
  distributor: text,
  budget: amount,
  openingTheaters: count,
};
/** What a film cannot be without; null does not take it away. */
const NEEDED: ReadonlySet<ChangeableFact> = new Set(['releaseDate', 'title', 'genres', 'directors', 'cast']);

/**
 * The facts of a film after changes of the catalogue, the latest by event time winning. Earlier views keep the old facts
 * because they are made from fewer changes.
 * @param film as the files have it; undefined when it is known from signals alone
 * @param changes each event once, in any order, all taken in before the moment of interest
 */
export function applyFilmChanges(film: Film | undefined, changes: readonly FilmChange[]): ChangedFilm {
  const [first] = changes;
  if (first === undefined) return { film, withdrawn: false };
  const facts: Record<string, unknown> = { ...(film ?? blank(first.filmId, first.market)) };
  let withdrawn = false;
  for (const { field, new: value } of changes.toSorted(compareEvents)) {
    if (field === 'withdrawn') {
      if (typeof value === 'boolean') withdrawn = value;
      continue;
    }
    const read = READ[field](value);
    if (read !== undefined) facts[field] = read;
    else if (value === null && !NEEDED.has(field)) delete facts[field];
  }
  const isWhole = facts['title'] !== undefined && facts['releaseDate'] !== undefined;
  return { film: isWhole ? (facts as unknown as Film) : undefined, withdrawn };
}

function blank(filmId: string, market: Market): Omit<Film, 'title' | 'releaseDate'> {
  return { filmId, market, currency: MARKETS[market].currency, genres: [], directors: [], cast: [] };
}

function toDay(value: FactValue): number | undefined {
  try {
    return typeof value === 'string' ? parseDay(value) : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
