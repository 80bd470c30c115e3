import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, startOfDay } from '../../../lib/calendar/zone.ts';
import { parseDay } from '../../../lib/film/day.ts';

const markets = fc.constantFrom('US' as const, 'CN' as const, 'KR' as const);
const days = fc.integer({ min: parseDay('1990-01-01'), max: parseDay('2040-12-31') });

describe('local days', () => {
  // Offsets of the IANA time zone database: New York -5 h in winter and -4 h in summer, Shanghai +8 h all year.
  it.each([
    ['2016-01-15', 'US', '2016-01-15T05:00:00Z'],
    ['2016-07-15', 'US', '2016-07-15T04:00:00Z'],
    ['2016-03-13', 'US', '2016-03-13T05:00:00Z'],
    ['2016-03-14', 'US', '2016-03-14T04:00:00Z'],
    ['2016-11-07', 'US', '2016-11-07T05:00:00Z'],
    ['2016-02-08', 'CN', '2016-02-07T16:00:00Z'],
  ] as const)('%s begins in %s at %s', (day, market, instant) => {
    expect(new Date(startOfDay(parseDay(day), market)).toISOString()).toBe(instant.replace('Z', '.000Z'));
  });

  it('last 23 hours when clocks go forward and 25 when they go back', () => {
    const hours = (day: string) => (startOfDay(parseDay(day) + 1, 'US') - startOfDay(parseDay(day), 'US')) / 3_600_000;
    expect([hours('2016-03-13'), hours('2016-11-06'), hours('2016-06-01')]).toEqual([23, 25, 24]);
  });

  it('hold every instant from their midnight to one millisecond before the next', () => {
    fc.assert(
      fc.property(markets, days, fc.integer({ min: 0, max: 23 * 3_600_000 - 1 }), (market, day, passed) => {
        const start = startOfDay(day, market);
        const end = startOfDay(day + 1, market);
        expect(dayOf(start, market)).toBe(day);
        expect(dayOf(start + passed, market)).toBe(day);
        expect(dayOf(end - 1, market)).toBe(day);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
