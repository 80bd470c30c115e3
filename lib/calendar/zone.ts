import { Temporal } from 'temporal-polyfill';
import { type Day, formatDay } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';

const MS_PER_DAY = 86_400_000;

/** Local midnights already worked out, by market; a zone's rules do not change while the process lives. */
const midnights: Record<Market, Map<Day, number>> = { US: new Map(), CN: new Map(), KR: new Map() };

/** The instant at which a day of the market begins, in ms since 1970-01-01T00:00Z; daylight saving is honoured. */
export function startOfDay(day: Day, market: Market): number {
  const known = midnights[market].get(day);
  if (known !== undefined) return known;
  const zone = MARKETS[market].timeZone;
  const instant = Temporal.PlainDate.from(formatDay(day)).toZonedDateTime(zone).epochMilliseconds;
  midnights[market].set(day, instant);
  return instant;
}

/** The local day of the market that an instant (ms since 1970-01-01T00:00Z) falls in. */
export function dayOf(instant: number, market: Market): Day {
  const utcDay = Math.floor(instant / MS_PER_DAY);
  if (instant < startOfDay(utcDay, market)) return utcDay - 1;
  return instant < startOfDay(utcDay + 1, market) ? utcDay : utcDay + 1;
}
