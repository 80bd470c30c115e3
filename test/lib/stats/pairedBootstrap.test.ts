import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../../lib/stats/pairedBootstrap.ts';
import { seededRandom } from '../../../lib/stats/random.ts';

const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 });
const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('the paired bootstrap', () => {
  it('gives an interval within the differences, the same for the same seed', () => {
    fc.assert(
      fc.property(values, seed, (differences, drawn) => {
        const options = { seed: drawn, rounds: 100 };
        const { mean, lower, upper } = pairedBootstrap(differences, 0.9, options);
        expect(lower).toBeLessThanOrEqual(upper);
        expect(lower).toBeGreaterThanOrEqual(Math.min(...differences) - 1e-9);
        expect(upper).toBeLessThanOrEqual(Math.max(...differences) + 1e-9);
        expect(mean).toBeCloseTo(differences.reduce((sum, d) => sum + d, 0) / differences.length, 9);
        expect(pairedBootstrap(differences, 0.9, options)).toEqual({ mean, lower, upper });
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('moves with the differences and widens with the level', () => {
    fc.assert(
      fc.property(values, seed, fc.double({ min: -3, max: 3, noNaN: true }), (differences, drawn, shift) => {
        const options = { seed: drawn, rounds: 100 };
        const narrow = pairedBootstrap(differences, 0.5, options);
        const wide = pairedBootstrap(differences, 0.95, options);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        const moved = pairedBootstrap(
          differences.map((d) => d + shift),
          0.5,
          options,
        );
        expect(moved.lower).toBeCloseTo(narrow.lower + shift, 9);
        expect(moved.upper).toBeCloseTo(narrow.upper + shift, 9);
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it('is about 1.645 standard errors to either side of the mean of many differences', () => {
    // The 5 % and 95 % points of the normal distribution; uniform(0, 1) has the standard deviation 1/√12.
    const random = seededRandom(4);
    const differences = Array.from({ length: 400 }, () => random());
    const { mean, lower, upper } = pairedBootstrap(differences, 0.9, { seed: 9, rounds: 4_000 });
    const expected = 1.645 / Math.sqrt(12 * 400);
    expect((upper - mean) / expected).toBeCloseTo(1, 0);
    expect(Math.abs((upper - mean) / expected - 1)).toBeLessThan(0.1);
    expect(Math.abs((mean - lower) / expected - 1)).toBeLessThan(0.1);
  });

  it('covers the true mean about as often as its level says', () => {
    const random = seededRandom(21);
    let covered = 0;
    for (let round = 0; round < 300; round++) {
      const differences = Array.from({ length: 80 }, () => random() - 0.5);
      const { lower, upper } = pairedBootstrap(differences, 0.9, { seed: round, rounds: 300 });
      if (lower <= 0 && upper >= 0) covered++;
    }
    // 0.9 ± 3 standard errors of a share of 300
    expect(covered / 300).toBeGreaterThan(0.85);
    expect(covered / 300).toBeLessThan(0.95);
  });

  it('refuses no pairs and levels that are none', () => {
    expect(() => pairedBootstrap([], 0.9, { seed: 1 })).toThrow(RangeError);
    for (const level of [0, 1, -0.1, Number.NaN])
      expect(() => pairedBootstrap([1], level, { seed: 1 })).toThrow(RangeError);
  });
});
