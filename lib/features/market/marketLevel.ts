import type { Day } from '../../film/day.ts';
import type { MarketView } from '../../signals/asOfView.ts';

/** Daily takings of the market are averaged over this many days. */
const YEAR = 365;

/** The first days of a history are left out: films that opened before it are missing from them. */
const WARM_UP = 14;

/** Fewer days than this say nothing about a market's level. */
const FEWEST_DAYS = 7;

/**
 * Natural log of what the market took in the year before a day, in currency units a year; over the days that are known
 * when the history is younger. NaN when fewer than a week of days is.
 */
export function logMarketYear(view: MarketView, before: Day): number {
  const until = Math.min(before, view.today) - 1;
  const from = Math.max(view.firstMarketDay() + WARM_UP, until - YEAR + 1);
  const days = until - from + 1;
  if (!(days >= FEWEST_DAYS)) return Number.NaN;
  const gross = view.marketGrossBetween(from, until);
  return gross > 0 ? Math.log((YEAR * gross) / days) : Number.NaN;
}
