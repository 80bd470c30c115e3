import type { CalendarYear } from '../lib/calendar/calendarYear.ts';
import { type Day, formatDay, weekday } from '../lib/film/day.ts';
import { textTable } from './textTable.ts';

const WEEKDAYS = ['Mon 周一', 'Tue 周二', 'Wed 周三', 'Thu 周四', 'Fri 周五', 'Sat 周六', 'Sun 周日'];

const dated = (day: Day) => [formatDay(day), WEEKDAYS[weekday(day)] ?? ''];

/** A year's days and windows, for people. */
export function describeCalendar({ publicHolidays, makeUpDays, windows, overrides }: CalendarYear): string {
  const days = [
    ...publicHolidays.map(({ day, en, zh }) => [...dated(day), `${en} ${zh}`]),
    ...makeUpDays.map((day) => [...dated(day), 'worked 调休上班']),
  ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const spans = windows
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to, en, zh }) => [formatDay(from), formatDay(to), `${en} ${zh}`]);
  return [
    textTable(days, 3),
    `\nWindows 档期\n${textTable(spans, 3)}`,
    ...(overrides === undefined ? [] : [`\nOverrides 覆盖文件 ${overrides}`]),
  ].join('\n');
}
