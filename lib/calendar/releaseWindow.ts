import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { isDayOff } from './dayOff.ts';
import { dayOfDate, nthWeekday, yearOf } from './gregorian.ts';
import { dayOfKoreanLunarDate } from './krLunar.ts';
import { dayOfLunarDate, qingming } from './lunar.ts';

/** A stretch of days that the trade releases for (档期); from and to inclusive. */
export interface ReleaseWindow {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly from: Day;
  readonly to: Day;
}

/** Which days are off. */
type IsOff = (day: Day) => boolean;

type WindowRule = readonly [
  id: string,
  en: string,
  zh: string,
  span: (year: number, off: IsOff) => readonly [Day, Day],
];

const MONDAY = 0;
const THURSDAY = 3;
const FRIDAY = 4;

/** Days off may join two feasts; a window reaches no further from its own. */
const FURTHEST = 4;

/** The days off on end around a feast, the feast itself included. */
function daysOffAround(feast: Day, off: IsOff): readonly [Day, Day] {
  let from = feast;
  let to = feast;
  while (feast - from < FURTHEST && off(from - 1)) from--;
  while (to - feast < FURTHEST && off(to + 1)) to++;
  return [from, to];
}

/** Narrow windows stand before the wide ones that they lie in. */
const RULES: Readonly<Record<Market, readonly WindowRule[]>> = {
  US: [
    [
      'presidents',
      "Presidents' Day",
      '总统日档',
      (y) => [nthWeekday(y, 2, MONDAY, 3) - 3, nthWeekday(y, 2, MONDAY, 3)],
    ],
    [
      'memorial',
      'Memorial Day',
      '阵亡将士纪念日档',
      (y) => [nthWeekday(y, 5, MONDAY, -1) - 4, nthWeekday(y, 5, MONDAY, -1)],
    ],
    ['independence', 'Independence Day', '独立日档', (y) => [dayOfDate(y, 7, 1), dayOfDate(y, 7, 5)]],
    ['labor', 'Labor Day', '劳动节档', (y) => [nthWeekday(y, 9, MONDAY, 1) - 3, nthWeekday(y, 9, MONDAY, 1)]],
    [
      'thanksgiving',
      'Thanksgiving',
      '感恩节档',
      (y) => [nthWeekday(y, 11, THURSDAY, 4) - 1, nthWeekday(y, 11, THURSDAY, 4) + 3],
    ],
    ['christmas', 'Christmas', '圣诞档', (y) => [dayOfDate(y, 12, 18), dayOfDate(y + 1, 1, 1)]],
    ['summer', 'Summer', '暑期档', (y) => [nthWeekday(y, 5, FRIDAY, 1), nthWeekday(y, 9, MONDAY, 1) - 4]],
  ],
  CN: [
    ['spring_festival', 'Spring Festival', '春节档', (y) => [dayOfLunarDate(y, 1, 1), dayOfLunarDate(y, 1, 1) + 6]],
    ['qingming', 'Qingming', '清明档', (y, off) => daysOffAround(qingming(y), off)],
    ['labour', 'Labour Day', '五一档', (y, off) => daysOffAround(dayOfDate(y, 5, 1), off)],
    ['dragon_boat', 'Dragon Boat', '端午档', (y, off) => daysOffAround(dayOfLunarDate(y, 5, 5), off)],
    ['qixi', 'Qixi', '七夕档', (y) => [dayOfLunarDate(y, 7, 7), dayOfLunarDate(y, 7, 7)]],
    ['valentine', "Valentine's Day", '情人节档', (y) => [dayOfDate(y, 2, 14), dayOfDate(y, 2, 14)]],
    ['national', 'National Day', '国庆档', (y) => [dayOfDate(y, 10, 1), dayOfDate(y, 10, 7)]],
    ['mid_autumn', 'Mid-Autumn', '中秋档', (y, off) => daysOffAround(dayOfLunarDate(y, 8, 15), off)],
    ['summer', 'Summer', '暑期档', (y) => [dayOfDate(y, 6, 1), dayOfDate(y, 8, 31)]],
    ['year_end', 'Year end', '贺岁档', (y) => [dayOfDate(y, 11, 25), dayOfLunarDate(y + 1, 1, 1) - 1]],
  ],
  KR: [
    ['seollal', 'Seollal', '韩国春节档', (y, off) => daysOffAround(dayOfKoreanLunarDate(y, 1, 1), off)],
    ['childrens_day', "Children's Day", '韩国儿童节档', (y, off) => daysOffAround(dayOfDate(y, 5, 5), off)],
    ['chuseok', 'Chuseok', '韩国中秋档', (y, off) => daysOffAround(dayOfKoreanLunarDate(y, 8, 15), off)],
    ['summer', 'Summer', '暑期档', (y) => [dayOfDate(y, 7, 1), dayOfDate(y, 8, 31)]],
    ['christmas', 'Christmas and New Year', '圣诞元旦档', (y) => [dayOfDate(y, 12, 18), dayOfDate(y + 1, 1, 1)]],
  ],
};

const windows: Record<Market, Map<number, readonly ReleaseWindow[]>> = { US: new Map(), CN: new Map(), KR: new Map() };

/** The windows that begin in a year, narrow ones first. */
export function releaseWindows(year: number, market: Market): readonly ReleaseWindow[] {
  const known = windows[market].get(year);
  if (known !== undefined) return known;
  const list = windowsAround(year, market, (day) => isDayOff(day, market));
  windows[market].set(year, list);
  return list;
}

/** The windows that begin in a year when these days are off. */
export function windowsAround(year: number, market: Market, off: IsOff): readonly ReleaseWindow[] {
  return RULES[market].map(([id, en, zh, span]) => {
    const [from, to] = span(year, off);
    return { id, en, zh, from, to };
  });
}

/** The window that a day lies in, the narrowest where several do. */
export function releaseWindowAt(day: Day, market: Market): ReleaseWindow | undefined {
  const year = yearOf(day);
  const near = [...releaseWindows(year, market), ...releaseWindows(year - 1, market)];
  return near.find((window) => day >= window.from && day <= window.to);
}
