import { type Day, weekday } from '../film/day.ts';
import { yearOf } from './gregorian.ts';
import { type KoreanHoliday, KR_HOLIDAYS } from './krHolidays.ts';
import { KR_NOTICED_DAYS } from './krNotices.ts';
import type { StatutoryDay } from './statutoryDay.ts';

const SATURDAY = 5;
const SUNDAY = 6;

const known = new Map<number, ReadonlyMap<Day, StatutoryDay>>();

/** Public holidays of Korea in a year: by law, given for lost ones (대체공휴일), and proclaimed. */
export function koreanDaysOff(year: number): ReadonlyMap<Day, StatutoryDay> {
  let days = known.get(year);
  if (days === undefined) {
    days = workOut(year);
    known.set(year, days);
  }
  return days;
}

interface LegalDay extends StatutoryDay {
  readonly holiday: KoreanHoliday;
}

function workOut(year: number): ReadonlyMap<Day, StatutoryDay> {
  const legal = KR_HOLIDAYS.flatMap((holiday) => legalDays(holiday, year)).sort((a, b) => a.day - b.day);
  const off = new Map<Day, StatutoryDay>();
  for (const { day, id, en, zh } of legal) if (!off.has(day)) off.set(day, { day, id, en, zh });
  for (const { day, kind, en, zh } of KR_NOTICED_DAYS)
    if (yearOf(day) === year) off.set(day, { day, id: kind, en, zh });
  for (const { day, en, zh } of legal.filter((lost, at) => isLost(lost, legal.slice(0, at)))) {
    let free = day + 1;
    while (off.has(free) || weekday(free) >= SATURDAY) free++;
    off.set(free, { day: free, id: 'substitute', en: `Substitute holiday (${en})`, zh: `代替公休日(${zh})` });
  }
  return new Map([...off].sort(([a], [b]) => a - b));
}

function legalDays(holiday: KoreanHoliday, year: number): readonly LegalDay[] {
  const { id, en, zh, around } = holiday;
  if (!holiday.off.some(([first, last]) => year >= first && year <= last)) return [];
  const main = holiday.on(year);
  return Array.from({ length: 2 * around + 1 }, (_, at) => ({ day: main - around + at, id, en, zh, holiday }));
}

/**
 * Whether another day off is given for this one: it falls on a Sunday, for most holidays also on a Saturday, or on
 * another holiday, of which the first to be listed keeps the day.
 */
function isLost(lost: LegalDay, before: readonly LegalDay[]): boolean {
  const { day, holiday } = lost;
  const others = before.filter((other) => other.day === day);
  if (weekday(day) === SUNDAY) return mayMove(lost);
  if (weekday(day) === SATURDAY && holiday.substitute?.saturday) return mayMove(lost);
  return others.length > 0 && [lost, ...others].some(mayMove);
}

const mayMove = ({ day, holiday: { substitute } }: LegalDay) => substitute !== undefined && day >= substitute.since;
