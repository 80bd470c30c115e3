import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfDate, dayOfYear, easterSunday, monthOf, nthWeekday, yearOf } from '../../../lib/calendar/gregorian.ts';
import { formatDay, weekday } from '../../../lib/film/day.ts';

describe('the Gregorian calendar', () => {
  // Dates of Easter Sunday as published by the United States Naval Observatory.
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2016, '2016-03-27'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2038, '2038-04-25'],
  ])('has Easter of %i on %s', (year, date) => {
    expect(formatDay(easterSunday(year))).toBe(date);
  });

  it('finds the n-th weekday of a month from both ends', () => {
    const year = fc.integer({ min: 1990, max: 2050 });
    const month = fc.integer({ min: 1, max: 12 });
    const which = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(year, month, which, (y, m, w) => {
        const inMonth = Array.from({ length: 31 }, (_, at) => dayOfDate(y, m, at + 1)).filter(
          (day) => monthOf(day) === m && weekday(day) === w,
        );
        expect(nthWeekday(y, m, w, 1)).toBe(inMonth[0]);
        expect(nthWeekday(y, m, w, 4)).toBe(inMonth[3]);
        expect(nthWeekday(y, m, w, -1)).toBe(inMonth.at(-1));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('takes a day apart', () => {
    const day = dayOfDate(2016, 2, 29);
    expect([yearOf(day), monthOf(day), dayOfYear(day), formatDay(day)]).toEqual([2016, 2, 59, '2016-02-29']);
  });
});
