import { dayClasses } from '../calendar/dayClass.ts';
import { yearOf } from '../calendar/gregorian.ts';
import { daysFromHoliday, holidaysOf } from '../calendar/holidays.ts';
import type { Day } from '../film/day.ts';
import { CALENDAR_TABLE } from './calendarTable.ts';
import { drawsOf } from './draw.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

const cache: Record<SimulatedMarket, Map<Day, number>> = { US: new Map(), CN: new Map() };

/** What the calendar alone does to the log of a market's takings on a day; about 0 on average over a year. */
export function calendarEffect(day: Day, market: SimulatedMarket): number {
  const known = cache[market].get(day);
  if (known !== undefined) return known;
  const { classes, centre } = CALENDAR_TABLE[market];
  let effect = -centre;
  for (const name of dayClasses(day, market)) effect += classes[name] ?? 0;
  cache[market].set(day, effect);
  return effect;
}

/**
 * The calendar of one simulated world: the same habits, but no holiday is quite like that of the year before, and every
 * day has weather and news of its own, felt by all films.
 * @param noise spread of a holiday's effect from year to year, and of a day's
 */
export function worldCalendar(
  market: SimulatedMarket,
  seed: number,
  noise: { readonly holiday: number; readonly day: number },
): (day: Day) => number {
  const holidays = new Map<string, number>();
  const days = new Map<Day, number>();
  const ofYear = (id: string, year: number) => {
    const key = `${market}/holiday/${id}/${year}`;
    const known = holidays.get(key) ?? drawsOf(seed, key).normal(0, noise.holiday);
    holidays.set(key, known);
    return known;
  };
  return (day) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    let effect = calendarEffect(day, market) + drawsOf(seed, `${market}/day/${day}`).heavy(noise.day);
    for (const holiday of holidaysOf(market)) {
      const offset = daysFromHoliday(holiday, day);
      if (offset >= holiday.from && offset <= holiday.to) effect += ofYear(holiday.id, yearOf(day - offset));
    }
    days.set(day, effect);
    return effect;
  };
}
