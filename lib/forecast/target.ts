import { type Day, weekday } from '../film/day.ts';

/**
 * What is forecast for a film: the gross of its release day; of release day through the first Sunday on or after it,
 * both inclusive; and of the whole run. Previews before release count in the total alone.
 */
export const TARGETS = ['openingDay', 'openingWeekend', 'total'] as const;
export type Target = (typeof TARGETS)[number];

/** Days that the opening weekend lasts: 1 for a film released on a Sunday … 7 for one released on a Monday. */
export function openingWeekendDays(releaseDate: Day): number {
  return 7 - weekday(releaseDate);
}
