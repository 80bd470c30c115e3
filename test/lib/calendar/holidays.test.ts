import { describe, expect, it } from 'vitest';
import { yearOf } from '../../../lib/calendar/gregorian.ts';
import { daysFromHoliday, holidayDate, holidaysOf } from '../../../lib/calendar/holidays.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';

function dateOf(market: Market, id: string, year: number): string {
  const holiday = holidaysOf(market).find((each) => each.id === id);
  return holiday === undefined ? 'none' : formatDay(holidayDate(holiday, year));
}

describe('holidays', () => {
  // Chinese dates: notices of the General Office of the State Council for 2011-2018 and 2026.
  it.each([
    [
      'spring_festival',
      ['2011-02-03', '2012-01-23', '2013-02-10', '2014-01-31', '2015-02-19', '2016-02-08', '2017-01-28'],
    ],
    ['dragon_boat', ['2011-06-06', '2012-06-23', '2013-06-12', '2014-06-02', '2015-06-20', '2016-06-09', '2017-05-30']],
    ['mid_autumn', ['2011-09-12', '2012-09-30', '2013-09-19', '2014-09-08', '2015-09-27', '2016-09-15', '2017-10-04']],
    ['qixi', ['2011-08-06', '2012-08-23', '2013-08-13', '2014-08-02', '2015-08-20', '2016-08-09', '2017-08-28']],
    ['qingming', ['2011-04-05', '2012-04-04', '2013-04-04', '2014-04-05', '2015-04-05', '2016-04-04', '2017-04-04']],
  ])('of China follow the lunar calendar: %s', (id, dates) => {
    expect(dates.map((date) => dateOf('CN', id, yearOf(parseDay(date))))).toEqual(dates);
  });

  it('of China are told for years without notice, too', () => {
    expect(dateOf('CN', 'spring_festival', 2027)).toBe('2027-02-06');
    expect(dateOf('CN', 'mid_autumn', 2030)).toBe('2030-09-12');
  });

  // Federal holidays as listed by the Office of Personnel Management; Super Bowls 35, 37, 50 and 56 by their dates.
  it.each([
    ['thanksgiving', 2016, '2016-11-24'],
    ['memorial', 2016, '2016-05-30'],
    ['labor', 2017, '2017-09-04'],
    ['presidents', 2015, '2015-02-16'],
    ['king', 2017, '2017-01-16'],
    ['columbus', 2016, '2016-10-10'],
    ['super_bowl', 2001, '2001-01-28'],
    ['super_bowl', 2003, '2003-01-26'],
    ['super_bowl', 2016, '2016-02-07'],
    ['super_bowl', 2022, '2022-02-13'],
  ])('of the United States are computed: %s %i', (id, year, date) => {
    expect(dateOf('US', id, year)).toBe(date);
  });

  it('are felt across the turn of the year', () => {
    const christmas = holidaysOf('US').find(({ id }) => id === 'christmas');
    if (christmas === undefined) throw new Error('no Christmas');
    expect(daysFromHoliday(christmas, parseDay('2017-01-02'))).toBe(8);
    expect(daysFromHoliday(christmas, parseDay('2016-12-20'))).toBe(-5);
  });

  it('have distinct names in both languages', () => {
    for (const market of ['US', 'CN', 'KR'] as const) {
      const holidays = holidaysOf(market);
      for (const key of ['id', 'en', 'zh'] as const) {
        expect(new Set(holidays.map((holiday) => holiday[key])).size).toBe(holidays.length);
      }
    }
  });
});
