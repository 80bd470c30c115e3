import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialBand } from '../../../lib/stats/binomialBand.ts';

const SEED = 20_170_505;

/** P(X = k) for every k, by Pascal's triangle of exact integers: p = successes / parts. */
function exactMasses(n: number, successes: number, parts: number): readonly number[] {
  let ways = [1n];
  for (let row = 1; row <= n; row++) {
    ways = Array.from({ length: row + 1 }, (_, k) => (ways[k - 1] ?? 0n) + (ways[k] ?? 0n));
  }
  const all = BigInt(parts) ** BigInt(n);
  return ways.map((count, k) => {
    const favourable = count * BigInt(successes) ** BigInt(k) * BigInt(parts - successes) ** BigInt(n - k);
    return Number((favourable * 10n ** 18n) / all) / 1e18;
  });
}

describe('the exact binomial band', () => {
  it('is that of a fair coin thrown ten times: two to eight heads', () => {
    // P(X <= 1) = 11 / 1024 = 0.011, P(X <= 2) = 0.055; the mirror image above
    expect(binomialBand(10, 0.5, 0.95)).toEqual({ lower: 2, upper: 8 });
  });

  it(`leaves out no more than its share on either side, and nothing that it need not (seed ${SEED})`, () => {
    const cases = fc.record({
      n: fc.integer({ min: 1, max: 120 }),
      twentieths: fc.integer({ min: 1, max: 19 }),
      level: fc.constantFrom(0.5, 0.9, 0.95),
    });
    fc.assert(
      fc.property(cases, ({ n, twentieths, level }) => {
        const masses = exactMasses(n, twentieths, 20);
        const { lower, upper } = binomialBand(n, twentieths / 20, level);
        const upTo = (k: number) => masses.slice(0, k + 1).reduce((sum, mass) => sum + mass, 0);
        const tail = (1 - level) / 2;
        expect(upTo(lower - 1)).toBeLessThanOrEqual(tail + 1e-9);
        expect(upTo(lower)).toBeGreaterThan(tail - 1e-9);
        expect(1 - upTo(upper)).toBeLessThanOrEqual(tail + 1e-9);
        if (upper > 0) expect(1 - upTo(upper - 1)).toBeGreaterThan(tail - 1e-9);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('holds for so many films that the chance of none is less than the smallest number', () => {
    const { lower, upper } = binomialBand(5_000, 0.5, 0.95);
    // 2,500 ± 1.96 · √1,250 = 2,500 ± 69.3
    expect([lower, upper]).toEqual([2_431, 2_569]);
  });

  it('refuses what is no number of trials and no probability', () => {
    expect(() => binomialBand(1.5, 0.5, 0.95)).toThrow(RangeError);
    expect(() => binomialBand(5, 1, 0.95)).toThrow(RangeError);
    expect(() => binomialBand(5, 0.5, 0)).toThrow(RangeError);
  });
});
