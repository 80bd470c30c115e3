import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import type { IntegrityNorms } from './assessIntegrity.ts';
import { type DayResiduals, dayResiduals, normsOf } from './daily/dailyNorms.ts';
import { NO_SHOW_NORMS } from './shows/showNorms.ts';

/** A market as it was known at a moment. */
export interface KnownMarket {
  readonly history: {
    /** By release day. */
    readonly films: readonly Film[];
  };
  rowsOf(filmId: string): readonly DailyRow[];
}

/** So many days after its release a film's signals have come in: it is learnt from then on, once, and never again. */
const SETTLED_DAYS = 30;
/** The latest films tell what is usual now, and bound what learning costs. */
const MOST_FILMS = 300;
/** Norms are learnt anew so often. */
const WEEK = 7;
/** Twenty years, for whoever asks about the past; a few megabytes. */
const MOST_WEEKS = 1_040;

interface Learnt {
  readonly from: readonly DayResiduals[];
  readonly norms: IntegrityNorms;
}

/**
 * Norms of one market, of daily rows alone: learnt from the latest films released a month before the week that a day
 * falls in, by what their rows said within that month. The same market and day always give the same norms; a film is
 * looked at again only when its rows are others.
 * @returns a function of the market as it was known, and the day before which everything must have been known
 */
export function createMarketNorms(): (market: KnownMarket, today: Day) => IntegrityNorms {
  const residuals = new WeakMap<readonly DailyRow[], { readonly releaseDate: Day; readonly of: DayResiduals }>();
  const weeks = new Map<Day, Learnt>();

  const residualsOf = ({ releaseDate }: Film, rows: readonly DailyRow[]): DayResiduals => {
    const kept = residuals.get(rows);
    if (kept?.releaseDate === releaseDate) return kept.of;
    const settled = rows.filter(({ date }) => date < releaseDate + SETTLED_DAYS);
    const of = dayResiduals({ releaseDate }, settled);
    residuals.set(rows, { releaseDate, of });
    return of;
  };

  return ({ history: { films }, rowsOf }, today) => {
    const week = Math.floor(today / WEEK) * WEEK;
    const from: DayResiduals[] = [];
    for (let at = films.length - 1; at >= 0 && from.length < MOST_FILMS; at--) {
      const film = films[at] as Film;
      if (film.releaseDate + SETTLED_DAYS > week) continue;
      const days = residualsOf(film, rowsOf(film.filmId));
      if (days.presale.length + days.heat.length + days.marks.length > 0) from.push(days);
    }
    const kept = weeks.get(week);
    weeks.delete(week);
    const learnt = kept && isSame(kept.from, from) ? kept : { from, norms: toNorms(from) };
    weeks.set(week, learnt);
    for (const oldest of weeks.keys()) if (weeks.size > MOST_WEEKS) weeks.delete(oldest);
    return learnt.norms;
  };
}

function toNorms(from: readonly DayResiduals[]): IntegrityNorms {
  return { daily: normsOf(from), shows: NO_SHOW_NORMS };
}

function isSame(one: readonly DayResiduals[], other: readonly DayResiduals[]): boolean {
  return one.length === other.length && one.every((days, at) => days === other[at]);
}
