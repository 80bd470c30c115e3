import type { Day } from '../film/day.ts';
import type { MarketView } from '../signals/asOfView.ts';

/** The month after release that must have been open. */
const RUN_DAYS = 28;
const YEAR = 365;
/** A market that takes less than this share of the year before its usual is shut. */
const SHUT_SHARE = 0.15;

/**
 * Whether the market was shut in the month after `release` (an epidemic, a strike): it took less than 15 % a day of what
 * it took in the year before. Never within the first year that is known, when there is nothing to compare with.
 */
export function isShut(view: MarketView, release: Day): boolean {
  const first = view.firstMarketDay();
  if (!(first <= release - YEAR)) return false;
  const usual = view.marketGrossBetween(release - YEAR, release - 1) / YEAR;
  return view.marketGrossBetween(release, release + RUN_DAYS - 1) / RUN_DAYS < SHUT_SHARE * usual;
}
