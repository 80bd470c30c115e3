import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../../lib/forecast/drift.ts';
import { logDisagreement, sharesOf } from '../../../lib/forecast/mixture.ts';
import { logGaps, spreadOf, standardized, unstandardized } from '../../../lib/forecast/spread.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

const number = fc.double({ min: -50, max: 50, noNaN: true });

describe('the spread of a film', () => {
  it('is positive and bounded whatever quantiles say, crossing ones too', () => {
    fc.assert(
      fc.property(fc.tuple(number, number, number), fc.tuple(number, number), ([total, low, high], [a, b]) => {
        expect(logGaps(total, low, high).every(Number.isFinite)).toBe(true);
        const rule = { means: [0, 0], below: [a, b], above: [b, a] } as const;
        for (const side of Object.values(spreadOf(rule, { total, low, high }))) {
          expect(side).toBeGreaterThan(0.19);
          expect(side).toBeLessThan(5);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is that of the usual film where nothing is known of it', () => {
    const rule = { means: [0, 0], below: [1, 1], above: [1, 1] } as const;
    const usual = { below: 1, above: 1 };
    expect(spreadOf(undefined, { total: 16, low: 15, high: 18 })).toEqual(usual);
    expect(spreadOf(rule, { total: 16 })).toEqual(usual);
    expect(spreadOf(rule, { total: 16, low: Number.NaN, high: 18 })).toEqual(usual);
  });

  it('counts errors in itself, on the side they fall', () => {
    const spread = { below: 2, above: 0.5 };
    expect([standardized(-1, spread), standardized(1, spread)]).toEqual([-0.5, 2]);
    expect([unstandardized(-0.5, spread), unstandardized(2, spread)]).toEqual([-1, 1]);
  });
});

describe('how far apart models are', () => {
  it('is the log of their standard deviation, and unknown for a single one', () => {
    expect(logDisagreement([1, 3])).toBeCloseTo(Math.log(1.02), 12);
    expect(logDisagreement([5, 5, 5])).toBeCloseTo(Math.log(0.02), 12);
    expect(logDisagreement([5])).toBeNaN();
  });
});

describe('shares of a mixture', () => {
  it('sum to one and leave a tenth to the usual at least', () => {
    const tail = fc.record({ bound: number, share: number, intercept: number, size: number, disagreement: number });
    const scale = fc.record({ mean: number, scale: fc.double({ min: 0.1, max: 5, noNaN: true }) });
    const rule = fc.record({ size: scale, disagreement: scale, collapse: tail, breakout: tail });
    fc.assert(
      fc.property(rule, number, fc.oneof(number, fc.constant(Number.NaN)), (mixture, size, disagreement) => {
        const shares = sharesOf(mixture, size, disagreement);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        expect(shares[1]).toBeGreaterThanOrEqual(0.1 - 1e-12);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('drift of errors', () => {
  /** The mean over 50 histories of what is read off 260 errors and 40 that are `times` as large. */
  const meanDrift = (times: number) => {
    let sum = 0;
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom(seed);
      const errors = Float64Array.from({ length: 300 }, (_, i) => standardNormal(random) * (i < 260 ? 1 : times));
      sum += Math.log(driftOf(errors, new Float64Array(300).fill(1))) / 50;
    }
    return Math.exp(sum);
  };

  it('is how many times as large the latest errors are, but for what chance would show', () => {
    expect(meanDrift(2)).toBeGreaterThan(1.7);
    expect(meanDrift(2)).toBeLessThan(2.05);
    expect(meanDrift(0.5)).toBeGreaterThan(0.49);
    expect(meanDrift(0.5)).toBeLessThan(0.6);
    expect(Math.abs(Math.log(meanDrift(1)))).toBeLessThan(0.03);
  });

  it('is never more than 2.2-fold, and none where there are few films to compare with', () => {
    const errors = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i < 60 ? 1 + i / 100 : 100));
    expect(driftOf(errors, new Float64Array(100).fill(1))).toBeCloseTo(Math.exp(0.8), 12);
    expect(driftOf(errors.slice(-50), new Float64Array(50).fill(1))).toBe(1);
  });
});
