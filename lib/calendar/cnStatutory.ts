import type { Day } from '../film/day.ts';
import { dayOfDate } from './gregorian.ts';
import { dayOfLunarDate, qingming } from './lunar.ts';
import type { StatutoryDay } from './statutoryDay.ts';

interface StatutoryRule extends Omit<StatutoryDay, 'day'> {
  readonly on: (year: number) => Day;
  /** Days from that day that are off, first and last, by the year from which the law says so; the latest counts. */
  readonly spans: readonly (readonly [since: number, first: number, last: number])[];
}

/**
 * What the State Council's regulation gives in days off (全国年节及纪念日放假办法), as it was changed in 1999, 2007, 2013
 * and 2024. The yearly notice moves further days around them.
 */
const RULES: readonly StatutoryRule[] = [
  { id: 'new_year', en: "New Year's Day", zh: '元旦', on: (year) => dayOfDate(year, 1, 1), spans: [[0, 0, 0]] },
  {
    ...{ id: 'spring_festival', en: 'Spring Festival', zh: '春节', on: (year) => dayOfLunarDate(year, 1, 1) },
    spans: [
      [0, 0, 2],
      [2008, -1, 1],
      [2014, 0, 2],
      [2025, -1, 2],
    ],
  },
  { id: 'qingming', en: 'Qingming', zh: '清明节', on: qingming, spans: [[2008, 0, 0]] },
  {
    ...{ id: 'labour', en: 'Labour Day', zh: '劳动节', on: (year) => dayOfDate(year, 5, 1) },
    spans: [
      [2000, 0, 2],
      [2008, 0, 0],
      [2025, 0, 1],
    ],
  },
  {
    ...{ id: 'dragon_boat', en: 'Dragon Boat Festival', zh: '端午节', on: (year) => dayOfLunarDate(year, 5, 5) },
    spans: [[2008, 0, 0]],
  },
  {
    ...{ id: 'mid_autumn', en: 'Mid-Autumn Festival', zh: '中秋节', on: (year) => dayOfLunarDate(year, 8, 15) },
    spans: [[2008, 0, 0]],
  },
  { id: 'national', en: 'National Day', zh: '国庆节', on: (year) => dayOfDate(year, 10, 1), spans: [[2000, 0, 2]] },
];

/** Days off by law alone in China, without what a yearly notice moves; known for every year. */
export function chineseStatutoryDays(year: number): readonly StatutoryDay[] {
  return RULES.flatMap(({ id, en, zh, on, spans }) => {
    const span = spans.findLast(([since]) => year >= since);
    if (!span) return [];
    const [, first, last] = span;
    return Array.from({ length: last - first + 1 }, (_, at) => ({ day: on(year) + first + at, id, en, zh }));
  }).sort((a, b) => a.day - b.day);
}
