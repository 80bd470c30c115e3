import { describe, expect, it } from 'vitest';
import { dayClasses } from '../../../lib/calendar/dayClass.ts';
import { isDayOff, isMakeUpDay, isProvisionalYear, isPublicHoliday } from '../../../lib/calendar/dayOff.ts';
import { dayOfDate } from '../../../lib/calendar/gregorian.ts';
import { dayOfLunarDate } from '../../../lib/calendar/lunar.ts';
import { parseDay, weekday } from '../../../lib/film/day.ts';

describe('days off (defect 25: a weekend is not simply Saturday and Sunday)', () => {
  // Notice of the General Office of the State Council on holidays of 2016: Spring Festival 7-13 February, worked on
  // Saturday 6 and Sunday 14 February; National Day 1-7 October, worked on 8 and 9 October.
  it('are worked where the notice of 2016 says so', () => {
    for (const date of ['2016-02-06', '2016-02-14', '2016-10-08', '2016-10-09']) {
      expect([date, isDayOff(parseDay(date), 'CN'), isMakeUpDay(parseDay(date), 'CN')]).toEqual([date, false, true]);
      expect(dayClasses(parseDay(date), 'CN')).toContain('turn:worked-weekend');
      expect(isDayOff(parseDay(date), 'US')).toBe(true);
    }
  });

  it('fall on weekdays where the notice says so', () => {
    for (const date of ['2016-02-08', '2016-02-12', '2016-10-07', '2015-09-03']) {
      expect([date, isDayOff(parseDay(date), 'CN')]).toEqual([date, true]);
      expect(dayClasses(parseDay(date), 'CN')).toContain('turn:off-on-weekday');
    }
    expect(isDayOff(parseDay('2016-02-15'), 'CN')).toBe(false);
  });

  it('of the United States are weekends and federal holidays', () => {
    const off = (date: string) => isDayOff(parseDay(date), 'US');
    expect(['2016-11-24', '2016-11-25', '2016-11-26', '2016-07-04', '2016-07-05'].map(off)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('R18: include the statutory feasts in every year from 2010 to 2030, with or without a notice', () => {
    for (let year = 2010; year <= 2030; year++) {
      const feasts = [
        dayOfLunarDate(year, 1, 1),
        dayOfLunarDate(year, 5, 5),
        dayOfDate(year, 10, 1),
        dayOfDate(year, 5, 1),
      ];
      for (const feast of feasts) expect([year, isPublicHoliday(feast, 'CN')]).toEqual([year, true]);
    }
  });

  it('R18: are provisional in years of which no notice is known, and only there', () => {
    expect([2003, 2004, 2016, 2026, 2027, 2030].map((year) => isProvisionalYear(year, 'CN'))).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(isProvisionalYear(2030, 'US')).toBe(false);
    expect([1999, 2000, 2026, 2027].map((year) => isProvisionalYear(year, 'KR'))).toEqual([true, false, false, true]);
  });

  it('put every day into one weekday and one month class, and its holidays beside', () => {
    for (const market of ['US', 'CN', 'KR'] as const) {
      for (let day = parseDay('2015-01-01'); day < parseDay('2017-01-01'); day++) {
        const classes = dayClasses(day, market);
        expect(classes.filter((name) => name.startsWith('weekday:'))).toEqual([`weekday:${weekday(day)}`]);
        expect(classes.filter((name) => name.startsWith('month:'))).toHaveLength(1);
        expect(new Set(classes).size).toBe(classes.length);
      }
    }
    expect(dayClasses(parseDay('2016-11-25'), 'US')).toContain('holiday:thanksgiving+1');
    expect(dayClasses(parseDay('2016-02-05'), 'CN')).toContain('holiday:spring_festival-3');
  });
});
