import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { CN_HOLIDAYS } from './cnHolidays.ts';
import { yearOf } from './gregorian.ts';
import type { Holiday } from './holiday.ts';
import { KR_HOLIDAYS } from './krHolidays.ts';
import { US_HOLIDAYS } from './usHolidays.ts';

const HOLIDAYS: Readonly<Record<Market, readonly Holiday[]>> = { US: US_HOLIDAYS, CN: CN_HOLIDAYS, KR: KR_HOLIDAYS };

/** Days of a holiday already worked out, by year. */
const dates = new Map<Holiday, Map<number, Day>>();

/** The holidays that a market feels. */
export function holidaysOf(market: Market): readonly Holiday[] {
  return HOLIDAYS[market];
}

/** The day on which a holiday falls in a year. */
export function holidayDate(holiday: Holiday, year: number): Day {
  let years = dates.get(holiday);
  if (years === undefined) {
    years = new Map();
    dates.set(holiday, years);
  }
  let day = years.get(year);
  if (day === undefined) {
    day = holiday.on(year);
    years.set(year, day);
  }
  return day;
}

/** Days from `day` to the nearest date of the holiday: negative while it lies ahead, positive after it. */
export function daysFromHoliday(holiday: Holiday, day: Day): number {
  const year = yearOf(day);
  let nearest = day - holidayDate(holiday, year);
  for (const other of [year - 1, year + 1]) {
    const offset = day - holidayDate(holiday, other);
    if (Math.abs(offset) < Math.abs(nearest)) nearest = offset;
  }
  return nearest;
}
