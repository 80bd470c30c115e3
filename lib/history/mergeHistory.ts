import type { DailyRow, Film } from '../film/film.ts';
import type { Market } from '../film/market.ts';

/** Films and days of one market, as accepted. */
export interface MarketRecords {
  readonly market: Market;
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
}

/**
 * What is known after a later batch: a later value replaces an earlier one of the same film, or of the same film, day
 * and day of showing; where the later batch knows nothing, the earlier value stays.
 */
export function mergeHistory(earlier: MarketRecords, later: MarketRecords): MarketRecords {
  const films = new Map(earlier.films.map((film) => [film.filmId, film]));
  for (const film of later.films) films.set(film.filmId, mergeFilm(films.get(film.filmId), film));
  const rows = new Map(earlier.rows.map((row) => [rowKey(row), row]));
  for (const row of later.rows) {
    const key = rowKey(row);
    const known = rows.get(key);
    rows.set(key, known ? { ...row, values: { ...known.values, ...row.values } } : row);
  }
  return { market: earlier.market, films: [...films.values()], rows: [...rows.values()] };
}

/** The facts of a film after a later row about it; an empty list is as unknown as an absent value. */
function mergeFilm(earlier: Film | undefined, later: Film): Film {
  if (!earlier) return later;
  const known = Object.entries(later).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return { ...earlier, ...Object.fromEntries(known) };
}

function rowKey(row: DailyRow): string {
  return `${row.filmId}|${row.date}|${row.showDate ?? ''}`;
}
