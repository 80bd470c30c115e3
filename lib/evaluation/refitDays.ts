import { type Day, formatDay, parseDay } from '../film/day.ts';

/** How often models are trained anew during a backtest. */
export type RefitRhythm = 'yearly' | 'once';

/**
 * The days on which models are trained: `from` and, with `yearly`, its anniversaries up to `last`; and one a year before
 * `from` when a forecast is made before it.
 * @param first day of the earliest forecast
 * @param last day of the latest forecast
 * @returns ascending
 */
export function refitDays(from: Day, first: Day, last: Day, rhythm: RefitRhythm): readonly Day[] {
  const days = first < from ? [yearsLater(from, -1), from] : [from];
  if (rhythm === 'once') return days;
  for (let years = 1; yearsLater(from, years) <= last; years++) days.push(yearsLater(from, years));
  return days;
}

/** The same date in another year; 29 February becomes the 28th where there is none. */
function yearsLater(day: Day, years: number): Day {
  const [year, date] = [formatDay(day).slice(0, 4), formatDay(day).slice(5)];
  const other = String(Number(year) + years).padStart(4, '0');
  const isLeap = new Date(Date.UTC(Number(other), 1, 29)).getUTCMonth() === 1;
  return parseDay(`${other}-${date === '02-29' && !isLeap ? '02-28' : date}`);
}
