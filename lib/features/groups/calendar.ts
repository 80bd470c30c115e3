import { isDayOff, isPublicHoliday } from '../../calendar/dayOff.ts';
import { dayOfYear, monthOf, yearOf } from '../../calendar/gregorian.ts';
import { type ReleaseWindow, releaseWindowAt } from '../../calendar/releaseWindow.ts';
import { type Day, weekday } from '../../film/day.ts';
import type { Market } from '../../film/market.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { oneHot } from '../oneHot.ts';

interface Calendar {
  readonly market: Market;
  readonly release: Day;
  readonly today: Day;
  readonly angle: number;
  readonly window: ReleaseWindow | undefined;
}

/** Holidays further off than this are as good as none. */
const HORIZON = 60;

const SOURCE = 'films.csv release_date';

const WEEKDAYS = [
  { id: 'monday', at: 0, en: 'Opens on a Monday', zh: '周一上映' },
  { id: 'tuesday', at: 1, en: 'Opens on a Tuesday', zh: '周二上映' },
  { id: 'wednesday', at: 2, en: 'Opens on a Wednesday', zh: '周三上映' },
  { id: 'thursday', at: 3, en: 'Opens on a Thursday', zh: '周四上映' },
  { id: 'friday', at: 4, en: 'Opens on a Friday', zh: '周五上映' },
  { id: 'saturday', at: 5, en: 'Opens on a Saturday', zh: '周六上映' },
  { id: 'sunday', at: 6, en: 'Opens on a Sunday', zh: '周日上映' },
] as const;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
].map((name, at) => ({ id: String(at + 1).padStart(2, '0'), en: `Opens in ${name}`, zh: `${at + 1} 月上映` }));

/** Windows that behave alike in their markets stand together. */
const WINDOWS = [
  { id: 'spring', ids: ['spring_festival', 'seollal'], en: 'Opens in the Spring Festival window', zh: '春节档上映' },
  {
    id: 'autumn',
    ids: ['national', 'thanksgiving', 'chuseok'],
    en: 'Opens in the autumn window',
    zh: '国庆档/感恩节档上映',
  },
  { id: 'summer', ids: ['summer', 'independence'], en: 'Opens in the summer window', zh: '暑期档上映' },
  { id: 'year_end', ids: ['year_end', 'christmas'], en: 'Opens in the year-end window', zh: '贺岁档/圣诞档上映' },
  { id: 'couples', ids: ['qixi', 'valentine'], en: 'Opens on a day of couples', zh: '七夕/情人节上映' },
  {
    id: 'long_weekend',
    ids: ['qingming', 'labour', 'dragon_boat', 'mid_autumn', 'childrens_day', 'presidents', 'memorial', 'labor'],
    en: 'Opens in a short holiday window',
    zh: '小长假档上映',
  },
] as const;

/** Days off among `count` days from `from` on. */
function daysOff(market: Market, from: Day, count: number): number {
  let off = 0;
  for (let day = from; day < from + count; day++) off += Number(isDayOff(day, market));
  return off;
}

/** Days from `from` to the nearest public holiday in one direction, `HORIZON` when there is none before. */
function daysToHoliday(market: Market, from: Day, step: 1 | -1): number {
  let days = 0;
  while (days < HORIZON && !isPublicHoliday(from + step * days, market)) days++;
  return days;
}

const wave = (harmonic: number, of: (angle: number) => number, en: string, zh: string): Column<Calendar> => ({
  unit: '-1..1',
  source: SOURCE,
  knownFrom: -7,
  en,
  zh,
  value: (c) => of(harmonic * c.angle),
});

const days = (en: string, zh: string, value: (c: Calendar) => number): Column<Calendar> => ({
  unit: 'days',
  source: SOURCE,
  knownFrom: -7,
  en,
  zh,
  value,
});

const choice = { unit: '0/1', source: SOURCE, knownFrom: -7 } as const;

/** When the film opens, and which days off it meets. */
export const CALENDAR = defineGroup<Calendar>(
  'calendar',
  ({ view, release }) => ({
    market: view.market,
    release,
    today: view.today,
    angle: (2 * Math.PI * dayOfYear(release)) / 365.25,
    window: releaseWindowAt(release, view.market),
  }),
  {
    ...oneHot('opens', WEEKDAYS, choice, (c, { at }) => weekday(c.release) === at),
    ...oneHot('month', MONTHS, choice, (c, { id }) => monthOf(c.release) === Number(id)),
    season_sin: wave(1, Math.sin, 'Season, first wave (sine)', '季节一次谐波(正弦)'),
    season_cos: wave(1, Math.cos, 'Season, first wave (cosine)', '季节一次谐波(余弦)'),
    half_season_sin: wave(2, Math.sin, 'Season, second wave (sine)', '季节二次谐波(正弦)'),
    half_season_cos: wave(2, Math.cos, 'Season, second wave (cosine)', '季节二次谐波(余弦)'),
    release_year: {
      unit: 'years',
      source: SOURCE,
      knownFrom: -7,
      en: 'Year of release',
      zh: '上映年份',
      value: (c) => yearOf(c.release) + dayOfYear(c.release) / 366,
    },
    ...oneHot('window', WINDOWS, choice, (c, { ids }) => ids.some((id) => id === c.window?.id)),
    window_day: days('Day of the window on which it opens, 0 outside', '上映日为档期第几天(档期外为 0)', (c) =>
      c.window === undefined ? 0 : c.release - c.window.from + 1,
    ),
    window_days_left: days('Days of the window still to come', '档期剩余天数', (c) =>
      c.window === undefined ? 0 : Math.max(0, c.window.to + 1 - Math.max(c.today, c.release)),
    ),
    off_first_3: days('Days off among its first three days', '上映前三天中的休息日', (c) =>
      daysOff(c.market, c.release, 3),
    ),
    off_week_1: days('Days off in its first week', '上映首周休息日', (c) => daysOff(c.market, c.release, 7)),
    off_week_2: days('Days off in its second week', '上映次周休息日', (c) => daysOff(c.market, c.release + 7, 7)),
    off_next_3: days('Days off among the next three days', '未来三天休息日', (c) => daysOff(c.market, c.today, 3)),
    off_next_7: days('Days off among the next seven days', '未来七天休息日', (c) => daysOff(c.market, c.today, 7)),
    to_holiday: days('Days from release to the next public holiday', '上映日距下一法定节假日天数', (c) =>
      daysToHoliday(c.market, c.release, 1),
    ),
    since_holiday: days('Days from the last public holiday to release', '上一法定节假日至上映日天数', (c) =>
      daysToHoliday(c.market, c.release, -1),
    ),
  },
);
