import { type Day, weekday } from '../film/day.ts';
import type { Calendar } from './calendar.ts';
import { yearOf } from './gregorian.ts';
import type { CalendarOverrides } from './override.ts';
import { type ReleaseWindow, windowsAround } from './releaseWindow.ts';

const SATURDAY = 5;

/** A calendar that follows overrides where they speak of its market and is unchanged everywhere else. */
export function withOverrides(base: Calendar, overrides: CalendarOverrides): Calendar {
  const own = overrides.entries.filter(({ market }) => market === base.market);
  if (own.length === 0) return base;
  const off = new Map(own.filter(({ kind }) => kind === 'off').map((entry) => [entry.date, entry]));
  const worked = new Set(own.filter(({ kind }) => kind === 'worked').map(({ date }) => date));
  const given = own.filter(({ kind }) => kind === 'window');

  const isDayOff = (day: Day) => off.has(day) || (!worked.has(day) && base.isDayOff(day));
  return {
    ...base,
    overrides: overrides.hash,
    isDayOff,
    isPublicHoliday: (day) => off.has(day) || (!worked.has(day) && base.isPublicHoliday(day)),
    isMakeUpDay: (day) => !off.has(day) && (base.isMakeUpDay(day) || (worked.has(day) && weekday(day) >= SATURDAY)),
    publicHolidays: (year) => {
      const added = [...off.values()].filter(({ date }) => yearOf(date) === year);
      const stay = base.publicHolidays(year).filter(({ day }) => !worked.has(day) && !off.has(day));
      return [...stay, ...added.map(({ date, id, en, zh }) => ({ day: date, id, en, zh }))].sort(
        (a, b) => a.day - b.day,
      );
    },
    windows: (year) => {
      const added = given
        .filter(({ date }) => yearOf(date) === year)
        .map(({ id, en, zh, date, until }): ReleaseWindow => ({ id, en, zh, from: date, to: until }));
      // Around feasts, windows reach as far as the days off do.
      const stay = windowsAround(year, base.market, isDayOff).filter(({ id }) => !added.some((one) => one.id === id));
      return [...added, ...stay];
    },
  };
}

/** The window that a day lies in, the first to be listed where several do. */
export function windowAt(calendar: Calendar, day: Day): ReleaseWindow | undefined {
  const year = yearOf(day);
  return [...calendar.windows(year), ...calendar.windows(year - 1)].find(({ from, to }) => day >= from && day <= to);
}
