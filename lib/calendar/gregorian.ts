import { type Day, weekday } from '../film/day.ts';

const MS_PER_DAY = 86_400_000;

/** The day of a year, month (1-12) and day of the month. */
export function dayOfDate(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / MS_PER_DAY;
}

/** The year of a day. */
export function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** The month of a day, 1-12. */
export function monthOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCMonth() + 1;
}

/** Days since 1 January, 0 for 1 January itself. */
export function dayOfYear(day: Day): number {
  return day - dayOfDate(yearOf(day), 1, 1);
}

/** The n-th (1 = first, -1 = last) such weekday (0 = Monday) of a month. */
export function nthWeekday(year: number, month: number, which: number, n: number): Day {
  if (n < 0) {
    const last = dayOfDate(year, month + 1, 0);
    return last - ((weekday(last) - which + 7) % 7) + 7 * (n + 1);
  }
  const first = dayOfDate(year, month, 1);
  return first + ((which - weekday(first) + 7) % 7) + 7 * (n - 1);
}

/**
 * Easter Sunday of the Gregorian calendar.
 * @see Meeus 1991, chapter 8 (the anonymous algorithm of 1876)
 */
export function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * late + 22; // day counted from 1 March
  return dayOfDate(year, 3, march);
}
