import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from '../../../lib/stats/median.ts';
import { quantile } from '../../../lib/stats/quantile.ts';
import { summary } from '../../../lib/stats/summary.ts';
import { weightedQuantile } from '../../../lib/stats/weightedQuantile.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('the sample quantile', () => {
  it('equals R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1)), type 7', () => {
    const values = [50, 15, 40, 20, 35];
    const asked = [0.05, 0.3, 0.4, 0.5, 1].map((p) => quantile(values, p));
    [16, 23, 29, 35, 50].forEach((expected, i) => {
      expect(asked[i]).toBeCloseTo(expected, 12);
    });
  });

  it('never falls with p, stays within the data and ignores their order', () => {
    fc.assert(
      fc.property(numbers, probability, probability, (values, a, b) => {
        const [low, high] = [quantile(values, Math.min(a, b)), quantile(values, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values.toReversed(), a)).toBe(quantile(values, a));
      }),
      { seed: 21, numRuns: 500 },
    );
  });

  it('moves and stretches with the data', () => {
    fc.assert(
      fc.property(numbers, probability, (values, p) => {
        const moved = quantile(
          values.map((value) => 4 * value + 8),
          p,
        );
        expect(Math.abs(moved - (4 * quantile(values, p) + 8))).toBeLessThanOrEqual(1e-8);
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it('knows nothing about no values and refuses other probabilities', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });
});

describe('the median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('the weighted quantile', () => {
  it('is the usual median for equal weights', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, weight) => {
        const weighted = weightedQuantile(
          values,
          values.map(() => weight),
          0.5,
        );
        expect(Math.abs(weighted - median(values))).toBeLessThanOrEqual(1e-9);
      }),
      { seed: 23, numRuns: 300 },
    );
  });

  it('counts weight 2 as the value twice and weight 0 as its absence', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(counts, probability, (pairs, p) => {
        const repeated = pairs.flatMap(([value, count]) => Array<number>(count).fill(value));
        const whole = weightedQuantile(
          repeated,
          repeated.map(() => 1),
          p,
        );
        const weighted = weightedQuantile(
          pairs.map(([value]) => value),
          pairs.map(([, count]) => count),
          p,
        );
        expect(weighted).toEqual(whole);
      }),
      { seed: 24, numRuns: 500 },
    );
  });

  it('leans towards the heavier side', () => {
    expect(weightedQuantile([1, 2, 3], [1, 1, 5], 0.5)).toBe(3);
    expect(weightedQuantile([1, 2], [1, 1], 0.5)).toBe(1.5);
    expect(weightedQuantile([1], [0], 0.5)).toBeNaN();
    expect(() => weightedQuantile([1], [1], -0.1)).toThrow(RangeError);
  });
});

describe('the five-number summary', () => {
  it('gives range, quartiles and median', () => {
    expect(summary([9, 1, 2, 3, 5])).toEqual({
      count: 5,
      min: 1,
      lowerQuartile: 2,
      median: 3,
      upperQuartile: 5,
      max: 9,
    });
    expect(summary([]).median).toBeNaN();
  });
});
