import type { Day } from '../film/day.ts';
import { dayOfLunarDate } from './lunar.ts';

/**
 * Months of feasts that begin on another day in Seoul than in Beijing, an hour behind: a new moon between the two
 * midnights, and in 2012 a leap month that Korea set before the fourth month and China after it. Days to add, by year
 * and month, 1990 to 2050.
 * @see Korea Astronomy and Space Science Institute, yearly calendar (월력요항)
 */
const LATER: Readonly<Record<string, number>> = {
  '1997/1': 1,
  '2001/4': 1,
  '2012/4': 30,
  '2023/4': 1,
  '2027/1': 1,
  '2028/1': 1,
  '2040/8': 1,
};

/** The day of a date of the Korean lunar calendar, for the months of its feasts: 1, 4 and 8. */
export function dayOfKoreanLunarDate(year: number, month: 1 | 4 | 8, date: number): Day {
  return dayOfLunarDate(year, month, date) + (LATER[`${year}/${month}`] ?? 0);
}
