import { Lunar, Solar } from 'lunar-typescript';
import type { Day } from '../film/day.ts';
import { dayOfDate } from './gregorian.ts';

const toDay = (solar: Solar): Day => dayOfDate(solar.getYear(), solar.getMonth(), solar.getDay());

/**
 * The day of a date of the Chinese lunar calendar, in the lunar year that begins within the given Gregorian year.
 * @param month 1-12, never a leap month
 * @param date 1-30
 */
export function dayOfLunarDate(year: number, month: number, date: number): Day {
  return toDay(Lunar.fromYmd(year, month, date).getSolar());
}

/** Qingming (清明), the solar term of 4-6 April. */
export function qingming(year: number): Day {
  const term = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()['清明'];
  if (term === undefined) throw new RangeError(`no Qingming is known for ${year}`);
  return toDay(term);
}
