import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import type { OriginCalibration } from '../../../lib/forecast/calibration.ts';
import { type Distributions, distributions } from '../../../lib/forecast/distribution.ts';
import type { Opening } from '../../../lib/forecast/opening.ts';
import { QUANTILE_NAMES } from '../../../lib/forecast/quantiles.ts';
import { sampleQuantile } from '../../../lib/forecast/sampleQuantile.ts';
import { openingWeekendDays, TARGETS } from '../../../lib/forecast/target.ts';

/** A calibration whose groups (upper bound, errors per target) stand for openings of unknown kind. */
const calibrationOf = (
  ...groups: readonly (readonly [
    upTo: number | null,
    day: readonly number[],
    weekend: readonly number[],
    total: readonly number[],
  ])[]
): OriginCalibration => ({
  typicalAnchor: 0,
  openings: {
    unknown: groups.map(([upTo, day, weekend, total]) => ({
      upTo,
      fromTotal: [],
      residuals: {
        openingDay: Float64Array.from(day),
        openingWeekend: Float64Array.from(weekend),
        total: Float64Array.from(total),
      },
    })),
  },
});

const error = fc.double({ min: -3, max: 3, noNaN: true });
const missing = fc.oneof({ weight: 9, arbitrary: error }, fc.constant(Number.NaN));
const calibration: fc.Arbitrary<OriginCalibration> = fc
  .array(fc.tuple(missing, missing, error), { minLength: 1, maxLength: 40 })
  // the first film has every target, so that no list is empty
  .map((films) => films.map(([day, weekend, total], i) => (i === 0 ? [0.1, 0.1, total] : [day, weekend, total])))
  .map((films) => {
    const column = (place: number) => films.map((film) => film[place] ?? Number.NaN);
    return calibrationOf([null, column(0), column(1), column(2)]);
  });
const points = fc.record({
  openingDay: fc.double({ min: 0, max: 20, noNaN: true }),
  openingWeekend: fc.double({ min: 0, max: 20, noNaN: true }),
  total: fc.double({ min: 0, max: 20, noNaN: true }),
});

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
      fc.property(points, calibration, fc.double({ min: 1, max: 1e9, noNaN: true }), (point, residuals, banked) => {
        const given = distributions(point, residuals, { banked }, 'unknown');
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

  it('returns what is known as known', () => {
    const one = calibrationOf([null, [Number.NaN], [0.2], [0.3]]);
    const point = { openingDay: Number.NaN, openingWeekend: Math.log(20), total: Math.log(50) };
    const given = distributions(point, one, { banked: 11, openingDay: 10 }, 'unknown');
    expect(new Set(Object.values(given.openingDay))).toEqual(new Set([10]));
    expect(given.openingWeekend.p50).toBeCloseTo(20 * Math.exp(0.2), 12);
  });

  it('takes the errors of films of like size', () => {
    const sized = calibrationOf([Math.log(100), [0], [0], [0.5]], [null, [0], [0], [0.1]]);
    const points = (total: number) => ({ openingDay: 0, openingWeekend: 0, total: Math.log(total) });
    const medianOf = (total: number) => distributions(points(total), sized, {}, 'unknown').total.p50 / total;
    expect(medianOf(100)).toBeCloseTo(Math.exp(0.5), 12);
    expect(medianOf(101)).toBeCloseTo(Math.exp(0.1), 12);
  });

  it('keeps wide openings and small ones apart', () => {
    const [wide] = calibrationOf([null, [0], [0], [0.1]]).openings.unknown ?? [];
    const [small] = calibrationOf([null, [0], [0], [0.7]]).openings.unknown ?? [];
    const told: OriginCalibration = {
      typicalAnchor: 0,
      openings: { wide: wide ? [wide] : [], small: small ? [small] : [] },
    };
    const point = { openingDay: 0, openingWeekend: 0, total: 5 };
    const total = (opening: Opening) => Math.log(distributions(point, told, {}, opening).total.p50) - 5;
    expect(total('wide')).toBeCloseTo(0.1, 12);
    expect(total('small')).toBeCloseTo(0.7, 12);
    expect(total('unknown')).toBeCloseTo(0.1, 12);
  });

  it('defect 36: an interval has width and a stated level for a single row', () => {
    const errors = Array.from({ length: 99 }, (_, i) => (i - 49) / 100);
    const wide = calibrationOf([null, errors, errors, errors]);
    const point = { openingDay: 1, openingWeekend: 2, total: Math.log(4e9) };
    const { total } = distributions(point, wide, {}, 'unknown');
    // ranks 10 and 90 of 99 errors from -0.49 to 0.49 in steps of 0.01
    expect(Math.log(total.p10 / 4e9)).toBeCloseTo(-0.4, 12);
    expect(Math.log(total.p90 / 4e9)).toBeCloseTo(0.4, 12);
    expect(total.p05).toBeGreaterThan(0);
  });
});

describe('the split-conformal rank', () => {
  it('covers a future value of the same kind with the stated probability, within the binomial band', () => {
    // n + 1 exchangeable values: the rank of the last is uniform, so P(value <= k-th of n) = k / (n + 1)
    const n = 39;
    const sorted = Array.from({ length: n }, (_, i) => i + 1);
    expect(sampleQuantile(sorted, 0.9)).toBe(36); // ceil(40 * 0.9)
    expect(sampleQuantile(sorted, 0.05)).toBe(2); // floor(40 * 0.05)
    expect(sampleQuantile(sorted, 0.5)).toBe(20);
    expect(
      sampleQuantile(
        Array.from({ length: 99 }, (_, i) => i + 1),
        0.55,
      ),
    ).toBe(55);
  });

  it('lets the outermost value stand in where there are too few to vouch for the level', () => {
    expect(sampleQuantile([3, 7], 0.95)).toBe(7);
    expect(sampleQuantile([3, 7], 0.05)).toBe(3);
    expect(sampleQuantile([3, 7], 0.5)).toBe(5);
    expect(() => sampleQuantile([], 0.5)).toThrow(RangeError);
    expect(() => sampleQuantile([1], 1)).toThrow(RangeError);
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
