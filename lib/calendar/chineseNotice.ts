import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type Day, parseDay } from '../film/day.ts';
import { yearOf } from './gregorian.ts';
import type { StatutoryDay } from './statutoryDay.ts';

const toDays = (dates: object): ReadonlySet<Day> => new Set(Object.keys(dates).map(parseDay));

/** Days off by the yearly notice of the State Council, weekends beside them not named. */
const OFF = toDays(notices.holidays);

/** Weekend days that the notice makes working days (调休). */
const WORKED = toDays(notices.workdays);

const YEARS: ReadonlySet<number> = new Set(Array.from(OFF, yearOf));

/** Whether the official notice of holidays for a year is among the data; later years have none yet. */
export function hasNotice(year: number): boolean {
  return YEARS.has(year);
}

/** Whether the notice names the day as off. */
export function isOffByNotice(day: Day): boolean {
  return OFF.has(day);
}

/** Whether the notice makes a working day of a weekend day. */
export function isMakeUpByNotice(day: Day): boolean {
  return WORKED.has(day);
}

/** The days off that the notice of a year names, in their order; none for a year without notice. */
export function chineseNoticeDays(year: number): readonly StatutoryDay[] {
  return Object.entries(notices.holidays)
    .map(([date, name]) => ({ day: parseDay(date), ...readName(name) }))
    .filter(({ day }) => yearOf(day) === year)
    .sort((a, b) => a.day - b.day);
}

/** The library writes names as "Spring Festival,春节,3". */
function readName(name: string): Omit<StatutoryDay, 'day'> {
  const [en = '', zh = ''] = name.split(',');
  return { id: en.toLowerCase().replace(/[^a-z]+/g, '_'), en, zh };
}
