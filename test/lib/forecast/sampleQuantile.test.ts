import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleQuantile } from '../../../lib/forecast/sampleQuantile.ts';
import { sortedWithWeights } from '../../../lib/forecast/sortedWithWeights.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('the split-conformal rank', () => {
  it('covers a future value of the same kind with the stated probability', () => {
    // n + 1 exchangeable values: the rank of the last is uniform, so P(value <= k-th of n) = k / (n + 1)
    expect(sampleQuantile(upTo(39), 0.9)).toBe(36); // ceil(40 * 0.9)
    expect(sampleQuantile(upTo(39), 0.05)).toBe(2); // floor(40 * 0.05)
    expect(sampleQuantile(upTo(39), 0.5)).toBe(20);
    expect(sampleQuantile(upTo(99), 0.55)).toBe(55);
  });

  it('lets the outermost value stand in where there are too few to vouch for the level', () => {
    expect(sampleQuantile([3, 7], 0.95)).toBe(7);
    expect(sampleQuantile([3, 7], 0.05)).toBe(3);
    expect(sampleQuantile([3, 7], 0.5)).toBe(5);
    expect(() => sampleQuantile([], 0.5)).toThrow(RangeError);
    expect(() => sampleQuantile([1], 1)).toThrow(RangeError);
  });

  it('counts a value as often as it weighs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 4 })), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.constantFrom(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95),
        (pairs, level) => {
          const repeated = pairs
            .flatMap(([value, times]) => new Array<number>(times).fill(value))
            .sort((a, b) => a - b);
          const values = Float64Array.from(pairs, ([value]) => value);
          const weights = Float64Array.from(pairs, ([, times]) => times);
          const { sorted, cumulated } = sortedWithWeights(values, weights, 1);
          expect(sampleQuantile(sorted, level, cumulated)).toBe(sampleQuantile(repeated, level));
        },
      ),
      { seed: 4, numRuns: 1000 },
    );
  });
});

describe('sorting with weights', () => {
  it('gives the values themselves, in order, each with its weight', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 500 }),
        (list) => {
          const values = Float64Array.from(list);
          const weights = values.map((_, i) => i + 1);
          const { sorted, cumulated } = sortedWithWeights(values, weights, 1);
          const ascending = values.toSorted();
          sorted.forEach((value, k) => {
            const weight = (cumulated[k] ?? 0) - (cumulated[k - 1] ?? 0);
            const own = values[Math.round(weight) - 1] ?? Number.NaN;
            expect(Math.abs(own / value - 1)).toBeLessThan(2e-12);
            expect(Math.abs((ascending[k] ?? Number.NaN) / value - 1)).toBeLessThan(2e-12);
            if (k > 0) expect(value).toBeGreaterThanOrEqual(sorted[k - 1] ?? 0);
          });
        },
      ),
      { seed: 5, numRuns: 200 },
    );
    expect(() => sortedWithWeights(new Float64Array(4097), new Float64Array(4097), 1)).toThrow(RangeError);
  });
});
