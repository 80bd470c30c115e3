import type { Day } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { MARKETS, type Market } from '../../../lib/film/market.ts';

/** A finished film of the population that figures are quoted for; money in currency units. */
export interface FilmRun {
  readonly film: Film;
  readonly release: Day;
  readonly total: number;
  /** Everything taken before release. */
  readonly previews: number;
  /** Takings by days after release; NaN = unknown. */
  readonly days: Float64Array;
}

const DAYS = 49;
const PREVIEW_DAYS = 7;
const LEAST_OPENING = 1_000_000;
const WIDE = 600;

/** The runs of finished films: US those of 600 booked theatres and more, CN those whose opening made a million yuan. */
export function filmRuns(market: Market, films: readonly Film[], rows: readonly DailyRow[]): readonly FilmRun[] {
  const unit = 10 ** MARKETS[market].minorDigits;
  const byFilm = new Map<string, { previews: number; lastWeek: number; days: Float64Array; film: Film }>();
  for (const film of films) {
    if (film.market !== market || film.finalGross === undefined) continue;
    byFilm.set(film.filmId, { previews: 0, lastWeek: 0, days: new Float64Array(DAYS).fill(Number.NaN), film });
  }
  for (const { filmId, date, values } of rows) {
    const run = byFilm.get(filmId);
    if (run === undefined || values.gross === undefined) continue;
    const age = date - run.film.releaseDate;
    if (age < 0) run.previews += values.gross / unit;
    if (age < 0 && age >= -PREVIEW_DAYS) run.lastWeek += values.gross / unit;
    if (age >= 0 && age < DAYS) run.days[age] = values.gross / unit;
  }
  return [...byFilm.values()]
    .filter(({ film, days, lastWeek }) =>
      market === 'US'
        ? (film.openingTheaters ?? 0) >= WIDE
        : lastWeek + (Number.isNaN(days[0]) ? 0 : (days[0] as number)) >= LEAST_OPENING,
    )
    .map(({ film, previews, days }) => ({
      ...{ film, release: film.releaseDate, previews, days },
      total: (film.finalGross ?? 0) / unit,
    }))
    .sort((a, b) => a.release - b.release);
}

/** Money of previews and the first `count` days; NaN when one of these days is unknown. */
export function banked({ previews, days }: FilmRun, count: number): number {
  let sum = previews;
  for (let age = 0; age < count; age++) sum += days[age] as number;
  return sum;
}

/** Money of a week, 0 = the first; days that are unknown count nothing, NaN when fewer than five are known. */
export function weekOf({ days }: FilmRun, week: number): number {
  const known = days.subarray(7 * week, 7 * week + 7).filter((value) => !Number.isNaN(value));
  return known.length < 5 ? Number.NaN : known.reduce((sum, value) => sum + value, 0);
}
