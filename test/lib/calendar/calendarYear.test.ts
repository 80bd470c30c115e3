import { describe, expect, it } from 'vitest';
import { officialCalendar } from '../../../lib/calendar/calendar.ts';
import { describeYear } from '../../../lib/calendar/calendarYear.ts';
import { chineseStatutoryDays } from '../../../lib/calendar/cnStatutory.ts';
import { isDayOff } from '../../../lib/calendar/dayOff.ts';
import { describeError } from '../../../lib/errors/catalogue.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';

const YEARS = Array.from({ length: 21 }, (_, at) => 2010 + at);
const ofYear = (market: 'CN' | 'KR' | 'US', year: number) => describeYear(officialCalendar(market), year);

describe('the calendar of a year', () => {
  it.each(YEARS)(
    'R18: %i in China holds its statutory days; without a notice it is provisional and says so',
    (year) => {
      const { provisional, warnings, publicHolidays, makeUpDays } = ofYear('CN', year);
      const calendar = officialCalendar('CN');
      expect(provisional).toBe(year > 2026);
      expect(warnings).toEqual(provisional ? [{ code: 'calendar.provisional', params: { year, market: 'CN' } }] : []);
      const listed = new Set(publicHolidays.map(({ day }) => day));
      for (const { day, zh } of chineseStatutoryDays(year)) {
        expect([formatDay(day), zh, listed.has(day)]).toEqual([formatDay(day), zh, true]);
        expect([formatDay(day), calendar.isDayOff(day), calendar.isPublicHoliday(day)]).toEqual([
          formatDay(day),
          true,
          true,
        ]);
        // what the law gives, the notice gives, too: later years are derived by a rule that held in the known ones
        if (!provisional) expect([formatDay(day), isDayOff(day, 'CN')]).toEqual([formatDay(day), true]);
      }
      expect(chineseStatutoryDays(year)).toHaveLength(year < 2025 ? 11 : 13);
      if (provisional) expect(makeUpDays).toEqual([]);
      else expect(makeUpDays.length).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(YEARS)(
    'R18: %i in Korea holds at least fourteen days; past the proclaimed years it is provisional',
    (year) => {
      const { provisional, warnings, publicHolidays } = ofYear('KR', year);
      expect([provisional, warnings.length]).toEqual(year > 2026 ? [true, 1] : [false, 0]);
      // seven fixed days, later more, and seven of feasts, of which some may share a day
      expect(publicHolidays.length).toBeGreaterThanOrEqual(14);
      expect(publicHolidays.map(({ day }) => day)).toEqual(publicHolidays.map(({ day }) => day).sort((a, b) => a - b));
    },
  );

  it.each(YEARS)('R18: %i in the United States needs no notice', (year) => {
    const { provisional, warnings, publicHolidays } = ofYear('US', year);
    expect([provisional, warnings]).toEqual([false, []]);
    expect(publicHolidays.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['new_year', 'thanksgiving', 'christmas']),
    );
  });

  it('R18: the warning has a sentence and a remedy in both languages', () => {
    const [warning] = ofYear('CN', 2028).warnings;
    expect(warning && describeError(warning.code, warning.params).en).toBe(
      'No official notice of days off is known for 2028 in CN: statutory days stand, days moved around them are missing.',
    );
  });

  it('names the days of a notice and the days worked for them', () => {
    const { publicHolidays, makeUpDays } = ofYear('CN', 2016);
    expect(publicHolidays.filter(({ zh }) => zh === '国庆节').map(({ day }) => formatDay(day))).toEqual([
      ...['2016-10-01', '2016-10-02', '2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07'],
    ]);
    expect(makeUpDays).toContain(parseDay('2016-10-08'));
  });
});
