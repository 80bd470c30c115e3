import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trend } from '../../../lib/features/trend.ts';

describe('a trend', () => {
  it('finds the line that points lie on, and no unevenness about it', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 3 }), (a, b, xs) => {
        const trend = new Trend();
        for (const x of xs) trend.add(x, a + b * x);
        expect(trend.slope()).toBeCloseTo(b, 6);
        expect(trend.unevenness()).toBeLessThan(1e-4);
      }),
      { seed: 12 },
    );
  });

  it('passes over what is unknown and says nothing of too few points', () => {
    const trend = new Trend();
    expect([trend.spread(), trend.slope()]).toEqual([0, NaN]);
    trend.add(0, 1);
    trend.add(1, NaN);
    expect([trend.slope(), trend.unevenness()]).toEqual([NaN, NaN]);
    trend.add(2, 5);
    expect([trend.slope(), trend.unevenness()]).toEqual([2, NaN]);
    trend.add(4, 3);
    // Least squares by hand: mean x 2, mean y 3, slope 4 / 8, residuals -1, 2, -1 about the line.
    expect(trend.slope()).toBeCloseTo(0.5, 12);
    expect(trend.unevenness()).toBeCloseTo(Math.sqrt(6 / 3), 12);
  });
});
