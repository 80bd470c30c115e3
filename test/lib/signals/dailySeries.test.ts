import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DailyRow } from '../../../lib/film/film.ts';
import { toDailySeries } from '../../../lib/signals/dailySeries.ts';

const row = (date: number, values: DailyRow['values'], showDate?: number): DailyRow =>
  showDate === undefined ? { filmId: 'a', date, values } : { filmId: 'a', date, showDate, values };

const days = fc.uniqueArray(fc.integer({ min: 16_000, max: 16_080 }), { maxLength: 60 });

describe('a daily series', () => {
  it('answers for the days it has and NaN for others', () => {
    const series = toDailySeries([row(103, { gross: 7, theaters: 2 }), row(100, { gross: 5 })]);
    expect([99, 100, 101, 103, 104].map((day) => series.value('gross', day))).toEqual([NaN, 5, NaN, 7, NaN]);
    expect([100, 103].map((day) => series.value('theaters', day))).toEqual([NaN, 2]);
    expect(series.value('sentiment', 100)).toBeNaN();
  });

  it('does not depend on the order of rows (defect 22)', () => {
    fc.assert(
      fc.property(days, fc.integer(), (dates, seed) => {
        const list = dates.map((date, at) => row(date, { gross: at + seed }));
        const series = toDailySeries(list);
        const reversed = toDailySeries(list.toReversed());
        for (const { date, values } of list) {
          expect(series.value('gross', date)).toBe(values.gross);
          expect(reversed.value('gross', date)).toBe(values.gross);
        }
      }),
      { seed: 6 },
    );
  });

  it('sums exactly what a plain loop sums, over any stretch', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ date: fc.integer({ min: 16_000, max: 16_080 }), gross: fc.maxSafeInteger() }), {
          selector: ({ date }) => date,
          maxLength: 30,
        }),
        fc.integer({ min: 15_990, max: 16_090 }),
        fc.integer({ min: -3, max: 100 }),
        (list, from, length) => {
          const small = list.map(({ date, gross }) => row(date, { gross: Math.floor(gross / 64) }));
          const expected = small
            .filter(({ date }) => date >= from && date <= from + length)
            .reduce((sum, { values }) => sum + (values.gross ?? 0), 0);
          expect(toDailySeries(small).grossBetween(from, from + length)).toBe(expected);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('lets rows of one day complete each other, and adds presale for different days of showing', () => {
    const series = toDailySeries([
      row(100, { presale_gross: 500, presale_tickets: 5 }, 101),
      row(100, { presale_gross: 200 }, 102),
      row(100, { gross: 9, want_to_see: 40 }),
    ]);
    expect([series.value('presale_gross', 100), series.value('presale_tickets', 100)]).toEqual([700, 5]);
    expect([series.value('gross', 100), series.value('want_to_see', 100)]).toEqual([9, 40]);
  });

  it('of no rows knows nothing', () => {
    const series = toDailySeries([]);
    expect([series.value('gross', 100), series.grossBetween(0, 1_000)]).toEqual([NaN, 0]);
  });
});
