import { describe, expect, it } from 'vitest';
import { isDayOff } from '../../../lib/calendar/dayOff.ts';
import { koreanDaysOff } from '../../../lib/calendar/krDaysOff.ts';
import { dayOfKoreanLunarDate } from '../../../lib/calendar/krLunar.ts';
import { formatDay, parseDay, weekday } from '../../../lib/film/day.ts';

const datesOf = (year: number, ...ids: readonly string[]) =>
  [...koreanDaysOff(year).values()].filter(({ id }) => ids.includes(id)).map(({ day }) => formatDay(day).slice(5));

describe('public holidays of Korea', () => {
  // Yearly calendars (월력요항) of the Korea Astronomy and Space Science Institute.
  it.each([
    [2010, '02-14', '05-21', '09-22'],
    [2011, '02-03', '05-10', '09-12'],
    [2012, '01-23', '05-28', '09-30'], // a leap month stands elsewhere than in China
    [2013, '02-10', '05-17', '09-19'],
    [2014, '01-31', '05-06', '09-08'],
    [2015, '02-19', '05-25', '09-27'],
    [2016, '02-08', '05-14', '09-15'],
    [2017, '01-28', '05-03', '10-04'],
    [2018, '02-16', '05-22', '09-24'],
    [2019, '02-05', '05-12', '09-13'],
    [2020, '01-25', '04-30', '10-01'],
    [2021, '02-12', '05-19', '09-21'],
    [2022, '02-01', '05-08', '09-10'],
    [2023, '01-22', '05-27', '09-29'], // a day after China
    [2024, '02-10', '05-15', '09-17'],
    [2025, '01-29', '05-05', '10-06'],
    [2026, '02-17', '05-24', '09-25'],
    [2027, '02-07', '05-13', '09-15'], // a day after China
    [2028, '01-27', '05-02', '10-03'], // a day after China
    [2029, '02-13', '05-20', '09-22'],
    [2030, '02-03', '05-09', '09-12'],
  ])('R18: Seollal, the birthday of Buddha and Chuseok of %i', (year, seollal, buddha, chuseok) => {
    const feasts = [
      dayOfKoreanLunarDate(year, 1, 1),
      dayOfKoreanLunarDate(year, 4, 8),
      dayOfKoreanLunarDate(year, 8, 15),
    ];
    expect(feasts.map((day) => formatDay(day).slice(5))).toEqual([seollal, buddha, chuseok]);
    for (const day of [...feasts, feasts[0] as number, feasts[2] as number]) expect(isDayOff(day, 'KR')).toBe(true);
    for (const eve of [(feasts[0] as number) - 1, (feasts[2] as number) + 1]) expect(isDayOff(eve, 'KR')).toBe(true);
  });

  it('agree with the Korean lunar calendar of Unicode from 1990 to 2050', () => {
    const dangi = new Intl.DateTimeFormat('en-u-ca-dangi', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    for (let year = 1990; year <= 2050; year++) {
      for (const [month, date] of [
        [1, 1],
        [4, 8],
        [8, 15],
      ] as const) {
        const day = dayOfKoreanLunarDate(year, month, date);
        expect([year, dangi.format(day * 86_400_000)]).toEqual([year, `${month}/${date}`]);
      }
    }
  });

  // Days off in place of lost ones, as the ministry announced them; none before the decree of November 2013.
  it.each([
    [2010, []],
    [2013, []],
    [2014, ['09-10']],
    [2015, ['09-29']],
    [2016, ['02-10']],
    [2017, ['01-30', '10-06']],
    [2018, ['05-07', '09-26']],
    [2019, ['05-06']],
    [2020, ['01-27']],
    [2021, ['08-16', '10-04', '10-11']],
    [2022, ['09-12', '10-10']],
    [2023, ['01-24', '05-29']],
    [2024, ['02-12', '05-06']],
    [2025, ['03-03', '05-06', '10-08']],
    [2026, ['03-02', '05-25', '08-17', '10-05']],
    [2028, ['10-05']], // Chuseok meets National Foundation Day
  ])('give other days off for lost ones in %i: %j', (year, dates) => {
    expect(datesOf(year, 'substitute')).toEqual(dates);
  });

  // Red days, Sundays included, as counted in the yearly calendars when they were published, and what was added later.
  it.each([
    [2018, 69, []],
    [2023, 67, ['05-29', '10-02']],
    [2024, 68, ['10-01']],
    [2025, 68, ['01-27', '06-03']],
    [2026, 70, ['05-01', '07-17']],
  ])('and Sundays of %i come to the published %i, but for %j', (year, published, later) => {
    let red = 0;
    for (let day = parseDay(`${year}-01-01`); day < parseDay(`${year + 1}-01-01`); day++) {
      const added = later.some((date) => date === formatDay(day).slice(5));
      red += Number(weekday(day) === 6 || (koreanDaysOff(year).has(day) && !added));
    }
    expect(red).toBe(published);
  });

  it('hold proclaimed days and elections', () => {
    expect(datesOf(2017, 'temporary', 'election')).toEqual(['05-09', '10-02']);
    expect(datesOf(2020, 'temporary', 'election')).toEqual(['04-15', '08-17']);
    expect(datesOf(2025, 'temporary', 'election')).toEqual(['01-27', '06-03']);
  });

  it('come and go with the law', () => {
    const isOff = (date: string) => koreanDaysOff(Number(date.slice(0, 4))).has(parseDay(date));
    expect(['2005-04-05', '2006-04-05'].map(isOff)).toEqual([true, false]);
    expect(['2007-07-17', '2008-07-17', '2026-07-17'].map(isOff)).toEqual([true, false, true]);
    expect(['1990-10-09', '1991-10-09', '2012-10-09', '2013-10-09'].map(isOff)).toEqual([true, false, false, true]);
    expect(['2025-05-01', '2026-05-01'].map(isOff)).toEqual([false, true]);
  });
});
