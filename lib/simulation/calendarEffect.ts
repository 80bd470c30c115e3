import { isDayOff, isMakeUpDay } from '../calendar/dayOff.ts';
import { monthOf } from '../calendar/gregorian.ts';
import { daysFromHoliday, holidaysOf } from '../calendar/holidays.ts';
import { type Day, weekday } from '../film/day.ts';
import type { SimulatedMarket } from './marketProfile.ts';

/** Effect of an ordinary day, Monday first, on the log of what cinemas take. */
const WEEK: Readonly<Record<SimulatedMarket, readonly number[]>> = {
  US: [-0.68, -0.58, -0.56, -0.43, 0.21, 0.63, 0.24],
  CN: [-0.42, -0.36, -0.31, -0.3, -0.15, 0.36, 0.28],
};
/** Effect of the month, January first. */
const MONTHS: Readonly<Record<SimulatedMarket, readonly number[]>> = {
  US: [-0.08, -0.02, 0, -0.04, 0.08, 0.14, 0.18, 0, -0.2, -0.12, 0.05, 0.05],
  CN: [0, 0.05, -0.08, -0.05, -0.02, 0, 0.18, 0.15, -0.12, 0.02, -0.15, 0.05],
};
/** Effects of the days of a holiday by their distance from it. */
const HOLIDAYS: Readonly<Record<SimulatedMarket, Readonly<Record<string, Readonly<Record<number, number>>>>>> = {
  US: {
    christmas: { [-1]: -0.6, 0: 0.5, 1: 0.7, 2: 0.7, 3: 0.65, 4: 0.6, 5: 0.5, 6: 0.3, 7: 0.4, 8: 0.2 },
    thanksgiving: { [-2]: 0.15, [-1]: 0.6, 0: 0.55, 1: 0.5, 2: 0.1, 3: -0.1 },
    memorial: { [-1]: 0.3, 0: 0.9 },
    labor: { [-1]: 0.3, 0: 0.8 },
    presidents: { [-1]: 0.3, 0: 0.8 },
    king: { [-1]: 0.25, 0: 0.7 },
    independence: { [-1]: 0.2, 0: 0.15, 1: 0.25 },
    easter: { [-2]: 0.3, 0: -0.15, 1: 0.35 },
    super_bowl: { 0: -0.6 },
    halloween: { 0: -0.35 },
    valentine: { 0: 0.4 },
  },
  CN: {
    spring_festival: {
      ...{ [-6]: -0.2, [-5]: -0.25, [-4]: -0.3, [-3]: -0.4, [-2]: -0.5, [-1]: -0.8 },
      ...{ 0: 0.9, 1: 0.95, 2: 0.95, 3: 0.9, 4: 0.85, 5: 0.75, 6: 0.55, 7: 0.3, 8: 0.25, 9: 0.2 },
    },
    national: { [-1]: 0.25, 0: 0.45, 1: 0.4, 2: 0.4, 3: 0.35, 4: 0.3, 5: 0.2, 6: 0 },
    labour: { [-1]: 0.2, 0: 0.3, 1: 0.25, 2: 0.15 },
    valentine: { 0: 0.8, 1: -0.2 },
    qixi: { 0: 0.6, 1: -0.15 },
    may_20: { 0: 0.5 },
    childrens_day: { 0: 0.3 },
    christmas_eve: { 0: 0.35, 1: 0.2 },
    singles: { 0: -0.15 },
    new_year: { [-1]: 0.45, 0: 0.2 },
  },
};
const SATURDAY = 5;
const MAKE_UP_DAY = -0.25;
const SUMMER_WEEKDAY = 0.28;

/** What the calendar alone does to the log of a market's takings on a day; about 0 on average over a year. */
export function calendarEffect(day: Day, market: SimulatedMarket): number {
  const week = WEEK[market];
  const free = isDayOff(day, market);
  const ofWeek = isMakeUpDay(day, market)
    ? MAKE_UP_DAY
    : ((free && market === 'CN' ? Math.max(week[weekday(day)] ?? 0, week[SATURDAY] ?? 0) : week[weekday(day)]) ?? 0);
  const month = monthOf(day);
  const schoolIsOut = weekday(day) < SATURDAY - 1 && (month === 7 || (market === 'US' ? month === 6 : month === 8));
  let effect = ofWeek + (MONTHS[market][month - 1] ?? 0) + (schoolIsOut ? SUMMER_WEEKDAY : 0);
  for (const holiday of holidaysOf(market)) {
    effect += HOLIDAYS[market][holiday.id]?.[daysFromHoliday(holiday, day)] ?? 0;
  }
  return effect;
}
