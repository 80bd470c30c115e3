import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logCrps, measure } from '../../../lib/evaluation/metrics.ts';
import type { Quantiles } from '../../../lib/forecast/quantiles.ts';

/** Quantiles of a log-normal around `median` with log standard deviation `sigma`. */
const logNormal = (median: number, sigma: number): Quantiles => {
  const at = (z: number) => median * Math.exp(sigma * z);
  // standard normal quantiles
  return {
    p05: at(-1.6448536),
    p10: at(-1.2815516),
    p25: at(-0.6744898),
    p50: median,
    p75: at(0.6744898),
    p90: at(1.2815516),
    p95: at(1.6448536),
  };
};

describe('metrics of a set of forecasts', () => {
  it('gives the figures worked out by hand for three films', () => {
    const band: Quantiles = { p05: 50, p10: 60, p25: 80, p50: 100, p75: 125, p90: 160, p95: 200 };
    const metrics = measure([
      { quantiles: band, actual: 100 }, // exact
      { quantiles: band, actual: 80 }, // 25 % off, on the edge of the 50 % interval
      { quantiles: band, actual: 250 }, // outside every interval, 60 % off
    ]);
    expect(metrics?.medianApe).toBeCloseTo(0.25, 12);
    expect(metrics?.mape).toBeCloseTo((0 + 0.25 + 0.6) / 3, 12);
    expect(metrics?.logRmse).toBeCloseTo(Math.sqrt((Math.log(1.25) ** 2 + Math.log(2.5) ** 2) / 3), 12);
    expect(metrics?.within25).toBeCloseTo(2 / 3, 12);
    expect(metrics?.coverage50).toBeCloseTo(2 / 3, 12);
    expect(metrics?.coverage90).toBeCloseTo(2 / 3, 12);
    expect(metrics?.width50).toBeCloseTo(Math.log(125 / 80), 12);
    expect(metrics?.width80).toBeCloseTo(Math.log(160 / 60), 12);
    expect(metrics?.width90).toBeCloseTo(Math.log(4), 12);
  });

  it('says nothing about no films and refuses money that has no log', () => {
    expect(measure([])).toBeUndefined();
    expect(() => measure([{ quantiles: logNormal(1, 1), actual: 0 }])).toThrow(RangeError);
  });

  it('is the same whatever the currency unit', () => {
    const outcome = fc.record({
      median: fc.double({ min: 1, max: 1e9, noNaN: true }),
      actual: fc.double({ min: 1, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 20 }), (films) => {
        const inUnits = (unit: number) =>
          measure(films.map((f) => ({ quantiles: logNormal(f.median * unit, 0.3), actual: f.actual * unit })));
        const [once, again] = [inUnits(1), inUnits(1024)];
        for (const name of ['medianApe', 'mape', 'logRmse', 'width80', 'crps'] as const) {
          const size = Math.max(1, Math.abs(once?.[name] ?? 0));
          expect(Math.abs((again?.[name] ?? 0) - (once?.[name] ?? 0))).toBeLessThan(1e-9 * size);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

describe('CRPS of the log from seven quantiles', () => {
  it('comes within a tenth of the closed form of the normal distribution', () => {
    // Gneiting & Raftery 2007, eq. 21: crps(N(0, s), y = 0) = s(2φ(0) − 1/√π) = 0.2337 s
    const exact = 0.5 * (2 / Math.sqrt(2 * Math.PI) - 1 / Math.sqrt(Math.PI));
    const score = logCrps({ quantiles: logNormal(1e6, 0.5), actual: 1e6 });
    expect(Math.abs(score / exact - 1)).toBeLessThan(0.1);
  });

  it('is the absolute log error when all quantiles coincide', () => {
    expect(logCrps({ quantiles: logNormal(100, 0), actual: 250 })).toBeCloseTo(Math.log(2.5), 12);
    expect(logCrps({ quantiles: logNormal(100, 0), actual: 40 })).toBeCloseTo(Math.log(2.5), 12);
  });
});
