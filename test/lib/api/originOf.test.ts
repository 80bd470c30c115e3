import { describe, expect, it } from 'vitest';
import { originOf, refuseBeforeData } from '../../../lib/api/useCases/originOf.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';

const RELEASE = parseDay('2026-02-17');
const film: Film = {
  ...{ filmId: 'f1', title: '示例', market: 'CN', currency: 'CNY', releaseDate: RELEASE },
  ...{ genres: [], directors: [], cast: [] },
};

/** A history whose only takings are those of the film, on so many days from release. */
const withDays = (first: number, last: number) =>
  buildMarketHistory(
    'CN',
    [film],
    Array.from({ length: last - first + 1 }, (_, index) => ({
      ...{ filmId: 'f1', date: RELEASE + first + index },
      values: { gross: 100 },
    })),
  );
/** Noon in Shanghai, so many days from release. */
const noon = (days: number) => Date.parse('2026-02-17T04:00:00Z') + days * 86_400_000;

describe('the default origin', () => {
  it.each([
    [0, 30, noon(0), 0],
    [0, 30, noon(3), 3],
    [0, 30, noon(300), 7],
    [-20, -5, noon(300), -4], // the data end five days before release, so T-4 knows them all
    [-40, -30, noon(300), -7],
    [0, 2, noon(5), 3],
  ])('with data from day %i to %i is the latest that has come and that they reach', (first, last, now, origin) => {
    expect(originOf(withDays(first, last), film, undefined, now)).toBe(origin);
  });

  it('defect 1: leaves an origin that is asked for as it is, while it has come', () => {
    expect(originOf(withDays(0, 2), film, 'T+5', noon(5))).toBe(5);
    expect(() => originOf(withDays(0, 2), film, 'T+5', noon(4))).toThrow(
      expect.objectContaining({ code: 'forecast.origin-in-future' }),
    );
  });

  it('comes seven days before release, at midnight in the market', () => {
    const midnight = Date.parse('2026-02-09T16:00:00Z');
    expect(originOf(withDays(-30, 0), film, undefined, midnight)).toBe(-7);
    expect(() => originOf(withDays(-30, 0), film, undefined, midnight - 1)).toThrow(
      expect.objectContaining({ code: 'forecast.too-early', params: { filmId: 'f1', first: '2026-02-10' } }),
    );
  });

  it('is refused before the first day of data, which is itself known at its end', () => {
    expect(() => refuseBeforeData(withDays(0, 5), film, 0)).toThrow(
      expect.objectContaining({ code: 'request.origin-before-data' }),
    );
    expect(() => refuseBeforeData(withDays(0, 5), film, 1)).not.toThrow();
  });
});
