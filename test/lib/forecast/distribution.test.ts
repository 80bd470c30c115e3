import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { type Distributions, distributions } from '../../../lib/forecast/distribution.ts';
import { QUANTILE_NAMES } from '../../../lib/forecast/quantiles.ts';
import { openingWeekendDays, TARGETS } from '../../../lib/forecast/target.ts';
import { anyCalibration, anyPoints, calibrationOf, filmsOf } from './inventCalibration.ts';

const crossings = (given: Distributions): string[] =>
  TARGETS.flatMap((target) =>
    QUANTILE_NAMES.filter((name, i) => {
      const before = QUANTILE_NAMES[i - 1];
      return before !== undefined && given[target][name] < given[target][before];
    }).map((name) => `${target} ${name}`),
  );

describe('distributions of a film', () => {
  it('never cross and nest: day <= weekend <= total, total >= money so far', () => {
    fc.assert(
      fc.property(anyPoints, anyCalibration, fc.double({ min: 1, max: 1e9, noNaN: true }), (points, own, banked) => {
        const given = distributions(points, own, { banked }, 'unknown');
        expect(crossings(given)).toEqual([]);
        for (const name of QUANTILE_NAMES) {
          expect(given.openingDay[name]).toBeLessThanOrEqual(given.openingWeekend[name]);
          expect(given.openingWeekend[name]).toBeLessThanOrEqual(given.total[name]);
          expect(given.total[name]).toBeGreaterThanOrEqual(banked);
          expect(given.openingDay[name]).toBeGreaterThan(0);
        }
      }),
      { seed: 36, numRuns: 500 },
    );
  });

  it('returns what is known as known, with no width', () => {
    const one = calibrationOf([
      [0.1, 0.2, 0.3],
      [0.4, 0.5, 0.6],
    ]);
    const points = { openingDay: Number.NaN, openingWeekend: Math.log(20), total: Math.log(50) };
    const given = distributions(points, one, { banked: 11, openingDay: 10 }, 'unknown');
    expect(new Set(Object.values(given.openingDay))).toEqual(new Set([10]));
    expect(given.openingWeekend.p50).toBeCloseTo(10 * (Math.exp(0.2) + Math.exp(0.5)), 9);
    const both = distributions(points, one, { banked: 31, openingDay: 10, openingWeekend: 31 }, 'unknown');
    expect(new Set(Object.values(both.openingWeekend))).toEqual(new Set([31]));
    expect(both.total.p05).toBeGreaterThanOrEqual(31);
  });

  it('follows the spread of the film on each side', () => {
    const errors = Array.from({ length: 99 }, (_, i) => [0, 0, (i - 49) / 100] as const);
    const rule = { means: [0, 0], below: [1, 0], above: [0, 1] } as const;
    const calibration = calibrationOf(errors, {}, { spread: rule });
    const at = (below: number, above: number) => {
      const points = { openingDay: 0, openingWeekend: 1, total: 16, low: 16 - below, high: 16 + above };
      const { total } = distributions(points, calibration, {}, 'unknown');
      return [Math.log(total.p10) - 16, Math.log(total.p90) - 16];
    };
    // ranks 10 and 90 of 99 errors from -0.49 to 0.49, times the gap on the side
    expect(at(1, 1)[0]).toBeCloseTo(-0.4, 9);
    expect(at(2, 1)[0]).toBeCloseTo(-0.8, 9);
    expect(at(2, 1)[1]).toBeCloseTo(0.4, 9);
    expect(at(1, 0.5)[1]).toBeCloseTo(0.2, 9);
  });

  it('keeps wide openings and small ones apart', () => {
    const wide = filmsOf([[0, 0, 0.1]]);
    const small = filmsOf([[0, 0, 0.7]]);
    const told = { typicalAnchor: 0, openings: { wide, small } };
    const total = (opening: 'wide' | 'small' | 'unknown') =>
      Math.log(distributions({ openingDay: 0, openingWeekend: 0, total: 5 }, told, {}, opening).total.p50) - 5;
    expect(total('wide')).toBeCloseTo(0.1, 9);
    expect(total('small')).toBeCloseTo(0.7, 9);
    expect(total('unknown')).toBeCloseTo(0.1, 9);
  });

  it('defect 36: an interval has width and a stated level for a single row', () => {
    const errors = Array.from({ length: 99 }, (_, i) => [(i - 49) / 100, (i - 49) / 100, (i - 49) / 100] as const);
    const { total } = distributions(
      { openingDay: 1, openingWeekend: 2, total: Math.log(4e9) },
      calibrationOf(errors),
      {},
      'unknown',
    );
    // ranks 10 and 90 of 99 errors from -0.49 to 0.49 in steps of 0.01
    expect(Math.log(total.p10 / 4e9)).toBeCloseTo(-0.4, 9);
    expect(Math.log(total.p90 / 4e9)).toBeCloseTo(0.4, 9);
    expect(total.p05).toBeGreaterThan(0);
  });

  it('defect 36: no bound is negative and no unknown amount is without width, whatever the models say', () => {
    fc.assert(
      fc.property(anyPoints, anyCalibration, (points, calibration) => {
        const films = calibration.openings.unknown?.errors.total ?? new Float64Array();
        fc.pre(films.length >= 10 && new Set(films).size === films.length);
        const { total } = distributions(points, calibration, {}, 'unknown');
        expect(total.p05).toBeGreaterThan(0);
        expect(total.p95).toBeGreaterThan(total.p05);
      }),
      { seed: 36, numRuns: 300 },
    );
  });
});

describe('the opening weekend', () => {
  it.each([
    ['2017-12-15', 3], // a Friday
    ['2017-12-20', 5], // a Wednesday
    ['2016-12-25', 1], // a Sunday
    ['2017-12-25', 7], // a Monday
  ])('of a film released on %s lasts %i days', (release, days) => {
    expect(openingWeekendDays(parseDay(release))).toBe(days);
  });
});
