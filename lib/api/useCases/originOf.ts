import { dayOf } from '../../calendar/zone.ts';
import { AppError } from '../../errors/appError.ts';
import { formatDay } from '../../film/day.ts';
import type { Film } from '../../film/film.ts';
import { formatOrigin, ORIGINS, type Origin, parseOrigin } from '../../film/origin.ts';

const [EARLIEST = 0] = ORIGINS;
const LATEST = ORIGINS.at(-1) ?? 0;

/**
 * The origin asked for, or else the latest that has come.
 * @param now milliseconds since the epoch
 * @throws AppError `forecast.too-early`, `forecast.origin-in-future`
 */
export function originOf(film: Film, asked: string | undefined, now: number): Origin {
  const latest = Math.min(dayOf(now, film.market) - film.releaseDate, LATEST);
  const { filmId } = film;
  if (asked !== undefined) {
    const origin = parseOrigin(asked);
    if (origin > latest) throw new AppError('forecast.origin-in-future', { filmId, origin: formatOrigin(origin) });
    return origin;
  }
  if (latest < EARLIEST) {
    throw new AppError('forecast.too-early', { filmId, first: formatDay(film.releaseDate + EARLIEST) });
  }
  return latest;
}
