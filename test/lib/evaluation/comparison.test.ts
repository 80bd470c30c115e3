import { describe, expect, it } from 'vitest';
import { compareErrors, type Rivalry } from '../../../lib/evaluation/comparison.ts';
import { checkCoverage } from '../../../lib/evaluation/coverage.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

/** Films of which the first method misses by `own` log deviations and the second by `other`, mostly together. */
function films(count: number, own: number, other: number, seed: number): readonly Rivalry[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [common, a, b] = [standardNormal(random), standardNormal(random), standardNormal(random)];
    const miss = (size: number, alone: number) => 1e6 * Math.exp(size * (0.8 * common + 0.6 * alone));
    return { actual: 1e6, own: miss(own, a), other: miss(other, b) };
  });
}

describe('the errors of two methods on the same films', () => {
  it('differ as worked out by hand for two films', () => {
    const compared = compareErrors([
      { actual: 100, own: 100, other: 200 },
      { actual: 100, own: 50, other: 100 },
    ]);
    // one is off by ln 2 on one film and exact on the other, and so is the other
    expect(compared?.logRmse.difference).toBeCloseTo(0, 12);
    // medians of {0, 0.5} and of {1, 0}
    expect(compared?.medianApe.difference).toBeCloseTo(0.25 - 0.5, 12);
    expect(compared?.n).toBe(2);
  });

  it('differ by nothing, surely, when the methods are the same', () => {
    const same = films(40, 0.2, 0.3, 1).map((film) => ({ ...film, other: film.own }));
    const none = { difference: 0, lower: 0, upper: 0 };
    expect(compareErrors(same)).toEqual({ n: 40, logRmse: none, medianApe: none });
  });

  it('have an interval that holds the difference, repeats to the bit, and tells what chance cannot make', () => {
    const better = compareErrors(films(250, 0.2, 0.3, 2));
    expect(better).toEqual(compareErrors(films(250, 0.2, 0.3, 2)));
    for (const change of [better?.logRmse, better?.medianApe]) {
      expect(change?.lower).toBeLessThan(change?.difference ?? 0);
      expect(change?.upper).toBeGreaterThan(change?.difference ?? 0);
    }
    expect(better?.logRmse.upper).toBeLessThan(0);
    const alike = compareErrors(films(250, 0.25, 0.25, 3));
    expect(alike?.logRmse.lower).toBeLessThan(0);
    expect(alike?.logRmse.upper).toBeGreaterThan(0);
  });

  it('are narrower told apart pair by pair than the spread of either alone would allow', () => {
    // errors share most of their cause: the interval of the difference is far below 1.96 · √2 deviations of an RMSE
    const { logRmse } = compareErrors(films(400, 0.3, 0.32, 4)) ?? {};
    const unpaired = 2 * 1.96 * Math.SQRT2 * (0.3 / Math.sqrt(2 * 400));
    expect((logRmse?.upper ?? 1) - (logRmse?.lower ?? 0)).toBeLessThan(0.9 * unpaired);
  });

  it('say nothing about no films', () => {
    expect(compareErrors([])).toBeUndefined();
  });
});

describe('the coverage of intervals', () => {
  const band = { p05: 50, p10: 60, p25: 80, p50: 100, p75: 125, p90: 160, p95: 200 };
  const outcomes = (inside: number, outside: number) => [
    ...Array.from({ length: inside }, () => ({ quantiles: band, actual: 100 })),
    ...Array.from({ length: outside }, () => ({ quantiles: band, actual: 300 })),
  ];

  it('is a share beside its exact binomial band', () => {
    // of ten films two to eight may lie within a 50 % interval by chance, see the band of a fair coin
    expect(checkCoverage(outcomes(8, 2))[50]).toEqual({ coverage: 0.8, lower: 0.2, upper: 0.8, inside: true });
    expect(checkCoverage(outcomes(9, 1))[50]).toMatchObject({ coverage: 0.9, inside: false });
  });

  it('is told from each interval on its own', () => {
    const off = checkCoverage(outcomes(100, 100));
    expect([off[50].inside, off[80].inside, off[90].inside]).toEqual([true, false, false]);
  });
});
