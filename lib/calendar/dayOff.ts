import { type Day, weekday } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { hasNotice, isMakeUpByNotice, isOffByNotice } from './chineseNotice.ts';
import { yearOf } from './gregorian.ts';
import type { Holiday } from './holiday.ts';
import { daysFromHoliday, holidaysOf } from './holidays.ts';
import { koreanDaysOff } from './krDaysOff.ts';
import { KR_NOTICED_YEARS } from './krNotices.ts';

const SATURDAY = 5;

function isOn(holiday: Holiday, day: Day): boolean {
  return daysFromHoliday(holiday, day) === 0;
}

/** Whether a Saturday or Sunday is a working day by official notice (调休上班). */
export function isMakeUpDay(day: Day, market: Market): boolean {
  return market === 'CN' && isMakeUpByNotice(day);
}

const known: Record<Market, Map<Day, boolean>> = { US: new Map(), CN: new Map(), KR: new Map() };

/** Whether the day is a public holiday: by law, or by the official notice that moves days off to the days around. */
export function isPublicHoliday(day: Day, market: Market): boolean {
  const before = known[market].get(day);
  if (before !== undefined) return before;
  const answer = isOffByLaw(day, market) || (market === 'CN' && isOffByNotice(day));
  known[market].set(day, answer);
  return answer;
}

function isOffByLaw(day: Day, market: Market): boolean {
  if (market === 'KR') return koreanDaysOff(yearOf(day)).has(day);
  return holidaysOf(market).some(
    (holiday) => holiday.offSince !== undefined && isOn(holiday, day) && yearOf(day) >= holiday.offSince,
  );
}

/** Whether most people are free: a public holiday or a weekend day that is not worked. */
export function isDayOff(day: Day, market: Market): boolean {
  return isPublicHoliday(day, market) || (weekday(day) >= SATURDAY && !isMakeUpDay(day, market));
}

/**
 * Whether days off of a year are only derived, because the official notice is not known: feasts and statutory days
 * stand, days moved around them and days proclaimed at short notice are missing. United States law needs no notices.
 */
export function isProvisionalYear(year: number, market: Market): boolean {
  if (market === 'KR') return year < KR_NOTICED_YEARS.first || year > KR_NOTICED_YEARS.last;
  return market === 'CN' && !hasNotice(year);
}
