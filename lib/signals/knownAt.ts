import { startOfDay } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';

/** A total is known this many days after release, at local midnight. */
export const MATURITY_DAYS = 120;

/** A film is announced, with its catalogue facts, this many days before release. */
export const ANNOUNCED_DAYS = 90;

/** Booked theatres are known from T-3 on. */
export const THEATERS_ORIGIN = -3;

/** The search index over the month before release is known from T+0 on. */
export const SEARCH_ORIGIN = 0;

/** When an imported daily row is known: one millisecond before the midnight that ends its day. */
export function dayKnownAt(day: Day, market: Market): number {
  return startOfDay(day + 1, market) - 1;
}

/** When a film's total is known: the midnight that begins day {@link MATURITY_DAYS} after release. */
export function totalKnownAt(releaseDate: Day, market: Market): number {
  return startOfDay(releaseDate + MATURITY_DAYS, market);
}

/** When a fact that stands at origin T+`origin` at the latest is known: one millisecond before that midnight. */
export function factKnownAt(releaseDate: Day, origin: number, market: Market): number {
  return startOfDay(releaseDate + origin, market) - 1;
}
