import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { chineseNoticeDays } from './chineseNotice.ts';
import { chineseStatutoryDays } from './cnStatutory.ts';
import { isDayOff, isMakeUpDay, isProvisionalYear, isPublicHoliday } from './dayOff.ts';
import { yearOf } from './gregorian.ts';
import { holidayDate, holidaysOf } from './holidays.ts';
import { koreanDaysOff } from './krDaysOff.ts';
import { type ReleaseWindow, windowsAround } from './releaseWindow.ts';
import type { StatutoryDay } from './statutoryDay.ts';

/** What is known of the days of one market: by law, by notice, and where an override file says otherwise. */
export interface Calendar {
  readonly market: Market;
  /** SHA-256 of the overrides that it follows; absent where it follows none. */
  readonly overrides?: string;
  isPublicHoliday(day: Day): boolean;
  /** A weekend day that is worked. */
  isMakeUpDay(day: Day): boolean;
  isDayOff(day: Day): boolean;
  /** Whether days off of the year are only derived from the law, for lack of an official notice. */
  isProvisional(year: number): boolean;
  /** Public holidays of a year in their order, weekends beside them not named. */
  publicHolidays(year: number): readonly StatutoryDay[];
  /** Windows that begin in the year, narrow ones first. */
  windows(year: number): readonly ReleaseWindow[];
}

/**
 * The calendar of a market by law and official notice. In years of which no notice is known it holds every statutory
 * day, of which features, made by `dayOff.ts`, know the first of each feast.
 */
export function officialCalendar(market: Market): Calendar {
  const statutory = new Map<number, ReadonlySet<Day>>();
  const isStatutory = (day: Day) => {
    const year = yearOf(day);
    const days = statutory.get(year) ?? new Set(HOLIDAYS_OF_YEAR[market](year).map((holiday) => holiday.day));
    statutory.set(year, days);
    return days.has(day);
  };
  const isOff = (day: Day) => isDayOff(day, market) || isStatutory(day);
  return {
    market,
    isPublicHoliday: (day) => isPublicHoliday(day, market) || isStatutory(day),
    isMakeUpDay: (day) => isMakeUpDay(day, market),
    isDayOff: isOff,
    isProvisional: (year) => isProvisionalYear(year, market),
    publicHolidays: (year) => HOLIDAYS_OF_YEAR[market](year),
    windows: (year) => windowsAround(year, market, isOff),
  };
}

const HOLIDAYS_OF_YEAR: Readonly<Record<Market, (year: number) => readonly StatutoryDay[]>> = {
  CN: (year) => {
    const noticed = chineseNoticeDays(year);
    const named = new Set(noticed.map(({ day }) => day)); // a notice need not name a feast that falls on a weekend
    return [...noticed, ...chineseStatutoryDays(year).filter(({ day }) => !named.has(day))].sort(
      (a, b) => a.day - b.day,
    );
  },
  KR: (year) => [...koreanDaysOff(year).values()],
  US: (year) =>
    holidaysOf('US')
      .filter(({ offSince }) => offSince !== undefined && year >= offSince)
      .map((holiday) => ({ day: holidayDate(holiday, year), id: holiday.id, en: holiday.en, zh: holiday.zh }))
      .sort((a, b) => a.day - b.day),
};
