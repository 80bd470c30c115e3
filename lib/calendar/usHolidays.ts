import type { Day } from '../film/day.ts';
import { dayOfDate, easterSunday, nthWeekday } from './gregorian.ts';
import type { Holiday } from './holiday.ts';

const MONDAY = 0;
const THURSDAY = 3;
const SUNDAY = 6;

/** Super Bowl Sunday: the first Sunday of February, later since the season of 2021, earlier before the shift of 2001. */
function superBowl(year: number): Day {
  if (year <= 2001) return nthWeekday(year, 1, SUNDAY, year === 2000 ? 5 : 4);
  if (year === 2003) return nthWeekday(year, 1, SUNDAY, 4);
  return nthWeekday(year, 2, SUNDAY, year < 2022 ? 1 : 2);
}

/** Days that change what the United States spend at the cinema; offsets as far as an effect was seen in 2000-2015. */
export const US_HOLIDAYS: readonly Holiday[] = [
  {
    id: 'christmas',
    en: 'Christmas',
    zh: '圣诞节',
    from: -6,
    to: 10,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => dayOfDate(year, 12, 25),
  },
  {
    id: 'new_year',
    en: "New Year's Day",
    zh: '元旦',
    from: 0,
    to: -1, // felt through the days after Christmas
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => dayOfDate(year, 1, 1),
  },
  {
    id: 'king',
    en: 'Martin Luther King Jr. Day',
    zh: '马丁·路德·金纪念日',
    from: -1,
    to: 0,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => nthWeekday(year, 1, MONDAY, 3),
  },
  {
    id: 'super_bowl',
    en: 'Super Bowl Sunday',
    zh: '超级碗',
    from: 0,
    to: 0,
    movesThroughWeek: false,
    on: superBowl,
  },
  {
    id: 'valentine',
    en: "Valentine's Day",
    zh: '情人节',
    from: 0,
    to: 0,
    movesThroughWeek: true,
    on: (year) => dayOfDate(year, 2, 14),
  },
  {
    id: 'presidents',
    en: "Presidents' Day",
    zh: '总统日',
    from: -1,
    to: 0,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => nthWeekday(year, 2, MONDAY, 3),
  },
  {
    id: 'easter',
    en: 'Easter',
    zh: '复活节',
    from: -6,
    to: 5,
    movesThroughWeek: false,
    on: easterSunday,
  },
  {
    id: 'memorial',
    en: 'Memorial Day',
    zh: '阵亡将士纪念日',
    from: -3,
    to: 0,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => nthWeekday(year, 5, MONDAY, -1),
  },
  {
    id: 'independence',
    en: 'Independence Day',
    zh: '独立日',
    from: -1,
    to: 1,
    movesThroughWeek: true,
    offSince: 0,
    on: (year) => dayOfDate(year, 7, 4),
  },
  {
    id: 'labor',
    en: 'Labor Day',
    zh: '劳动节(美国)',
    from: -2,
    to: 0,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => nthWeekday(year, 9, MONDAY, 1),
  },
  {
    id: 'columbus',
    en: 'Columbus Day',
    zh: '哥伦布日',
    from: -1,
    to: 0,
    movesThroughWeek: false,
    on: (year) => nthWeekday(year, 10, MONDAY, 2),
  },
  {
    id: 'halloween',
    en: 'Halloween',
    zh: '万圣节前夜',
    from: 0,
    to: 0,
    movesThroughWeek: false,
    on: (year) => dayOfDate(year, 10, 31),
  },
  {
    id: 'veterans',
    en: 'Veterans Day',
    zh: '退伍军人节',
    from: 0,
    to: 0,
    movesThroughWeek: false,
    on: (year) => dayOfDate(year, 11, 11),
  },
  {
    id: 'thanksgiving',
    en: 'Thanksgiving',
    zh: '感恩节',
    from: -2,
    to: 3,
    movesThroughWeek: false,
    offSince: 0,
    on: (year) => nthWeekday(year, 11, THURSDAY, 4),
  },
];
