import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erf } from '../../../lib/stats/erf.ts';

describe('the error function', () => {
  // Abramowitz & Stegun, table 7.1, continued to 16 digits with 50-digit arithmetic
  it.each([
    [0, 0],
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
    [5, 0.9999999999984625],
  ])('is known at %d', (x, expected) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(2e-15);
    expect(erf(-x)).toBe(-erf(x));
  });

  it('is the integral of the bell curve', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        // Simpson's rule with 2,000 steps
        const step = x / 2000;
        let sum = 1 + Math.exp(-x * x);
        for (let i = 1; i < 2000; i++) sum += (i % 2 === 0 ? 2 : 4) * Math.exp(-((i * step) ** 2));
        expect(Math.abs(erf(x) - ((2 / Math.sqrt(Math.PI)) * step * sum) / 3)).toBeLessThan(1e-12);
      }),
      { seed: 301, numRuns: 200 },
    );
  });

  it('ends at one, and knows nothing of what is no number', () => {
    expect([erf(6), erf(40), erf(Infinity), erf(-Infinity)]).toEqual([1, 1, 1, -1]);
    expect(erf(Number.NaN)).toBeNaN();
  });
});
