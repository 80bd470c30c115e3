import { describe, expect, it } from 'vitest';
import { releaseWindowAt, releaseWindows } from '../../../lib/calendar/releaseWindow.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';

const windowOf = (market: Market, date: string) => releaseWindowAt(parseDay(date), market)?.id;

describe('release windows', () => {
  it.each([
    ['2016-02-08', 'spring_festival'],
    ['2016-02-14', 'spring_festival'],
    ['2017-02-14', 'valentine'],
    ['2016-02-07', 'year_end'],
    ['2017-01-05', 'year_end'],
    ['2016-06-10', 'dragon_boat'],
    ['2016-06-20', 'summer'],
    ['2016-08-09', 'qixi'],
    ['2016-10-07', 'national'],
    ['2016-10-08', undefined],
    ['2016-03-15', undefined],
  ])('of China hold %s in %s', (date, id) => {
    expect(windowOf('CN', date)).toBe(id);
  });

  it.each([
    ['2016-11-23', 'thanksgiving'],
    ['2016-12-25', 'christmas'],
    ['2017-01-01', 'christmas'],
    ['2016-07-01', 'independence'],
    ['2016-07-15', 'summer'],
    ['2016-05-27', 'memorial'],
    ['2016-09-05', 'labor'],
    ['2016-10-07', undefined],
  ])('of the United States hold %s in %s', (date, id) => {
    expect(windowOf('US', date)).toBe(id);
  });

  it.each([
    ['2025-01-25', 'seollal'], // a Saturday before the temporary holiday of the 27th
    ['2025-01-30', 'seollal'],
    ['2025-01-31', undefined],
    ['2025-05-06', 'childrens_day'],
    ['2025-08-15', 'summer'],
    ['2025-10-08', 'chuseok'], // given for the Sunday
    ['2025-12-31', 'christmas'],
    ['2025-11-11', undefined],
  ])('of Korea hold %s in %s', (date, id) => {
    expect(windowOf('KR', date)).toBe(id);
  });

  it('begin before they end', () => {
    for (const market of ['US', 'CN', 'KR'] as const) {
      for (let year = 2005; year < 2030; year++) {
        for (const { from, to } of releaseWindows(year, market)) expect(from).toBeLessThanOrEqual(to);
      }
    }
  });
});
