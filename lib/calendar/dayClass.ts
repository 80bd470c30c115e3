import { type Day, weekday } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { isDayOff, isMakeUpDay } from './dayOff.ts';
import { dayOfYear, monthOf } from './gregorian.ts';
import { daysFromHoliday, holidaysOf } from './holidays.ts';

const FRIDAY = 4;
const SATURDAY = 5;

/** Parts of the summer in which schools close and open, as days of the year, both inclusive; US only. */
const SCHOOL_TURNS = { june: [159, 179], august: [227, 242] } as const;

/** Friday, Saturday and Sunday each for themselves, Monday to Thursday together. */
function partOfWeek(day: Day): string {
  return ['friday', 'saturday', 'sunday'][weekday(day) - FRIDAY] ?? 'weekday';
}

const cache: Record<Market, Map<Day, readonly string[]>> = { US: new Map(), CN: new Map(), KR: new Map() };

/**
 * The classes that a day belongs to, each of which may raise or lower what cinemas take on it: its weekday, its month
 * with its part of the week, the holidays whose span it lies in (`holiday:easter-2`), and whether days off begin or end.
 */
export function dayClasses(day: Day, market: Market): readonly string[] {
  const known = cache[market].get(day);
  if (known !== undefined) return known;
  const part = partOfWeek(day);
  const classes = [`weekday:${weekday(day)}`, `month:${monthOf(day)}:${part}`];
  if (market === 'US') {
    for (const [name, [from, to]] of Object.entries(SCHOOL_TURNS)) {
      if (dayOfYear(day) >= from && dayOfYear(day) <= to) classes.push(`school:${name}:${part}`);
    }
  }
  for (const holiday of holidaysOf(market)) {
    const offset = daysFromHoliday(holiday, day);
    if (offset < holiday.from || offset > holiday.to) continue;
    const name = `${holiday.id}${offset < 0 ? '' : '+'}${offset}`;
    classes.push(`holiday:${name}`);
    if (holiday.movesThroughWeek && weekday(day) < FRIDAY) classes.push(`holiday-on-weekday:${name}`);
  }
  classes.push(...turnsOfDaysOff(day, market));
  cache[market].set(day, classes);
  return classes;
}

/** What makes a day differ from its weekday: off or worked out of turn, the eve or the end of days off. */
function turnsOfDaysOff(day: Day, market: Market): readonly string[] {
  const off = isDayOff(day, market);
  const offTomorrow = isDayOff(day + 1, market);
  const turns: string[] = [];
  if (off && weekday(day) < SATURDAY) turns.push('turn:off-on-weekday');
  if (isMakeUpDay(day, market)) turns.push('turn:worked-weekend');
  if (!off && offTomorrow && weekday(day) !== FRIDAY) turns.push('turn:eve-of-off');
  if (off && !offTomorrow && weekday(day) < SATURDAY) turns.push('turn:last-off-on-weekday');
  if (off && offTomorrow && weekday(day) === SATURDAY + 1) turns.push('turn:sunday-before-off');
  return turns;
}
