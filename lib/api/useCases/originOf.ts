import { dayOf } from '../../calendar/zone.ts';
import { AppError } from '../../errors/appError.ts';
import { formatDay } from '../../film/day.ts';
import type { Film } from '../../film/film.ts';
import { formatOrigin, ORIGINS, type Origin, parseOrigin } from '../../film/origin.ts';
import type { DayIndex } from '../../signals/dayIndex.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';

const [EARLIEST = 0] = ORIGINS;
const LATEST = ORIGINS.at(-1) ?? 0;

/**
 * Refuses a moment at which no day of the market is known yet.
 * @throws AppError `request.origin-before-data`
 */
export function refuseBeforeData({ days }: MarketHistory, { filmId, market, releaseDate }: Film, origin: Origin): void {
  const empty = days.lastDay < days.firstDay;
  if (empty || releaseDate + origin > days.firstDay) return;
  const first = formatDay(days.firstDay);
  throw new AppError('request.origin-before-data', { filmId, market, origin: formatOrigin(origin), first });
}

/**
 * The origin asked for, or else the latest that has come and that the data reach: after the last day of data nothing
 * new is known, and the market would look as if it stood still.
 * @param now milliseconds since the epoch
 * @throws AppError `forecast.too-early`, `forecast.origin-in-future`
 */
export function originOf(
  { days }: { readonly days: Pick<DayIndex, 'lastDay'> },
  film: Film,
  asked: string | undefined,
  now: number,
): Origin {
  const { filmId, releaseDate } = film;
  const come = Math.min(dayOf(now, film.market) - releaseDate, LATEST);
  if (asked !== undefined) {
    const origin = parseOrigin(asked);
    if (origin > come) throw new AppError('forecast.origin-in-future', { filmId, origin: formatOrigin(origin) });
    return origin;
  }
  if (come < EARLIEST) throw new AppError('forecast.too-early', { filmId, first: formatDay(releaseDate + EARLIEST) });
  return Math.max(Math.min(come, days.lastDay + 1 - releaseDate), EARLIEST);
}
