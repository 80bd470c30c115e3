import { dayOf, startOfDay } from '../../calendar/zone.ts';
import { AppError } from '../../errors/appError.ts';
import type { DailyRow, Film } from '../../film/film.ts';
import { formatOrigin, ORIGINS, type Origin } from '../../film/origin.ts';
import type { ForecastMoment } from '../../forecast/forecastMoment.ts';
import type { KnownMarket } from '../../integrity/marketNorms.ts';
import type { LiveFilm } from '../../signals/liveFilm.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';
import type { ServedHistory } from '../serving/marketHistories.ts';
import type { FoundFilm } from './findFilm.ts';
import { originOf } from './originOf.ts';

/** A film in the history that it is forecast from, and the moment. */
export interface FilmMoment {
  readonly history: MarketHistory;
  /** Index of the film in the history. */
  readonly film: number;
  readonly moment: ForecastMoment;
  /** Of the film, as the history has them. */
  readonly rows: readonly DailyRow[];
  /** The market as it was known at the moment. */
  readonly known: KnownMarket;
}

/**
 * The moment that a film is forecast at. Of an origin it is its midnight, and only signals taken in before it count.
 * Without an origin it is the latest: the midnight that has come; or, when something was heard of the film since, the
 * instant behind the last signal heard, with the running day completed where it has readings of it.
 * @param found in the present history, or in the one of the instant that is asked about
 * @param asked an origin
 * @param now the present instant, or the one that is asked about
 * @throws AppError `forecast.too-early`, `forecast.origin-in-future`, `forecast.origin-not-served`, `film.withdrawn`,
 * `film.unknown`
 */
export function filmMoment(found: FoundFilm, asked: string | undefined, now: number): FilmMoment {
  const { history, index, market } = found;
  const film = history.films[index] as Film;
  const { filmId, releaseDate } = film;
  if (asked === undefined && found.withdrawn.has(filmId)) throw new AppError('film.withdrawn', { filmId, market });
  const today = dayOf(now, market);
  const reached = today - releaseDate;
  const live = found.live(filmId);
  const isHeardToday = live !== undefined && live.latest >= startOfDay(today, market);
  if (asked === undefined && isHeardToday && ORIGINS.includes(reached)) return liveMoment(found, film, live, reached);
  const lastDay = Math.max(found.filedThrough, history.series[index]?.days.at(-1) ?? found.filedThrough);
  const origin = originOf({ days: { lastDay } }, film, asked, now);
  return midnight(found.before(startOfDay(releaseDate + origin, market)), film, releaseDate + origin);
}

/** The latest instant, on a day that is running. */
function liveMoment(found: FoundFilm, { filmId, releaseDate }: Film, live: LiveFilm, origin: Origin): FilmMoment {
  const { asOf } = found;
  const standing = isCompletable(live, releaseDate, origin) ? found.standing() : undefined;
  if (!standing) {
    const moment = { asOf, origin, standsAt: asOf };
    return { history: found.history, film: found.index, moment, rows: found.rowsOf(filmId), known: found };
  }
  const { history, standsAt, runningDay } = standing;
  const { date, elapsed } = runningDay;
  return {
    history,
    film: history.indexOf(filmId) ?? -1,
    moment: { asOf, origin, standsAt, runningDay: { date, elapsed } },
    rows: standing.rowsOf(filmId),
    known: found,
  };
}

/**
 * Whether the running day can stand for a whole one: the next origin is served, and there are readings of the day; once
 * the film runs, of its takings, for without them the day would be a gap.
 */
function isCompletable({ signals }: LiveFilm, releaseDate: number, origin: Origin): boolean {
  const today = signals.rows.filter(({ date }) => date === releaseDate + origin);
  const isRead = today.some(({ values }) => origin < 0 || values.gross !== undefined);
  return isRead && ORIGINS.includes(origin + 1);
}

/** A midnight of the film as it was known then, when its release date may have been another. */
function midnight(then: ServedHistory, { filmId, market }: Film, day: number): FilmMoment {
  const { history } = then;
  if (then.withdrawn.has(filmId)) throw new AppError('film.withdrawn', { filmId, market });
  const index = history.indexOf(filmId);
  if (index === undefined) throw new AppError('film.unknown', { filmId });
  const origin = day - (history.films[index] as Film).releaseDate;
  if (!ORIGINS.includes(origin)) {
    const served = ORIGINS.map(formatOrigin).join(', ');
    throw new AppError('forecast.origin-not-served', { origin: formatOrigin(origin), served });
  }
  const asOf = startOfDay(day, market);
  const moment = { asOf, origin, standsAt: asOf };
  return { history, film: index, moment, rows: then.rowsOf(filmId), known: then };
}
