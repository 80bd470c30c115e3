import type { Day } from '../film/day.ts';
import type { MarketView } from '../signals/asOfView.ts';
import type { KnownTakings } from './samples.ts';
import { openingWeekendDays } from './target.ts';

/** What a film took on its first days, in currency units; NaN unless each of them is known and the sum is positive. */
export function takings(view: MarketView, film: number, release: Day, days: number): number {
  for (let day = 0; day < days; day++) {
    if (Number.isNaN(view.daily(film, 'gross', release + day))) return Number.NaN;
  }
  const sum = view.grossBetween(film, release, release + days - 1);
  return sum > 0 ? sum : Number.NaN;
}

/** What a film took on each day of its run so far, from the release day on, in currency units; NaN where unknown. */
export function dailyTakings(view: MarketView, film: number): Float64Array {
  const release = view.film(film).releaseDate;
  const days = Math.max(0, view.today - release);
  return Float64Array.from({ length: days }, (_, day) => view.daily(film, 'gross', release + day));
}

/** What the view knows of a film's takings: what a forecast returns as known and never falls below. */
export function knownTakings(view: MarketView, film: number): KnownTakings {
  const release = view.film(film).releaseDate;
  const days = openingWeekendDays(release);
  const openingDay = takings(view, film, release, 1);
  const openingWeekend = takings(view, film, release, days);
  return {
    banked: view.grossBetween(film, Number.NEGATIVE_INFINITY, view.today - 1),
    weekendSoFar: view.grossBetween(film, release, release + days - 1),
    ...(days === 1 ? { isOneDay: true } : {}),
    ...(Number.isNaN(openingDay) ? {} : { openingDay }),
    ...(Number.isNaN(openingWeekend) ? {} : { openingWeekend }),
  };
}
