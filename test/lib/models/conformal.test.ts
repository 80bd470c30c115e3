import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibrationGroup,
  conformalBound,
  conformalQuantile,
  fitConformal,
  offsetsOf,
} from '../../../lib/models/conformal.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

describe('the conformal quantile', () => {
  it('is the ⌈(n + 1)·level⌉-th smallest score', () => {
    const scores = Array.from({ length: 99 }, (_, i) => 99 - i);
    expect(conformalQuantile(scores, 0.9)).toBe(90);
    expect(conformalQuantile(scores, 0.55)).toBe(55); // 100 · 0.55 is 55.00000000000001
    expect(conformalQuantile(scores, 0.905)).toBe(91);
  });

  it('is infinite when there are too few scores to promise the level', () => {
    expect(conformalQuantile([1, 2, 3], 0.9)).toBe(Infinity);
    expect(conformalQuantile(new Float64Array(8).fill(1), 0.9)).toBe(Infinity);
    expect(conformalQuantile(new Float64Array(9).fill(1), 0.9)).toBe(1);
    expect(conformalQuantile([], 0.5)).toBe(Infinity);
  });

  it('refuses levels outside (0, 1)', () => {
    for (const level of [0, 1, -0.1, Number.NaN]) expect(() => conformalQuantile([1], level)).toThrow(RangeError);
  });

  it('covers at least the level, and hardly more, whatever the distribution', () => {
    const random = seededRandom(81);
    const heavy = () => standardNormal(random) / Math.max(0.05, random());
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const scores = Array.from({ length: 39 }, () => Math.abs(heavy()));
      if (Math.abs(heavy()) <= conformalQuantile(scores, 0.8)) covered++;
    }
    // exactly 32 / 40 = 0.8 on average; three deviations of 4,000 trials are 0.019
    expect(Math.abs(covered / 4000 - 0.8)).toBeLessThan(0.019);
  });
});

describe('the signed conformal bound', () => {
  const sample = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 80 });

  it('never crosses, whatever the residuals', () => {
    fc.assert(
      fc.property(sample, (residuals) => {
        const bounds = LEVELS.map((level) => conformalBound(residuals, level));
        bounds.forEach((bound, i) => {
          expect(bound).toBeGreaterThanOrEqual(bounds[i - 1] ?? -Infinity);
        });
      }),
      { seed: 82, numRuns: 500 },
    );
  });

  it('mirrors when misses change their sign', () => {
    fc.assert(
      fc.property(sample, (residuals) => {
        const mirrored = residuals.map((residual) => -residual);
        for (const level of [0.05, 0.25]) {
          expect(conformalBound(residuals, level)).toBe(-conformalBound(mirrored, 1 - level));
        }
      }),
      { seed: 83, numRuns: 200 },
    );
  });

  it('is lopsided when misses are', () => {
    const random = seededRandom(84);
    const residuals = Array.from({ length: 999 }, () => Math.exp(standardNormal(random)) - 1);
    expect(conformalBound(residuals, 0.95)).toBeGreaterThan(-4 * conformalBound(residuals, 0.05));
    expect(conformalBound(residuals, 0.5)).toBeCloseTo(0, 0.7);
  });
});

describe('conformal offsets by group', () => {
  const random = seededRandom(85);
  const groups = Array.from({ length: 400 }, (_, i) => (i < 20 ? 'rare' : i % 2 === 0 ? 'wide' : 'small'));
  const residuals = Float64Array.from(groups, (group) => standardNormal(random) * (group === 'wide' ? 0.1 : 0.5));

  it('are the group’s own where it has enough films, else those of all films', () => {
    const model = fitConformal(residuals, groups, LEVELS);
    expect(model.counts).toEqual({ rare: 20, small: 190, wide: 190 });
    const own = residuals.filter((_, i) => groups[i] === 'wide');
    expect(offsetsOf(model, 'wide')).toEqual(LEVELS.map((level) => conformalBound(own, level)));
    expect(offsetsOf(model, 'rare')).toEqual(LEVELS.map((level) => conformalBound(residuals, level)));
    expect(offsetsOf(model, 'never seen')).toEqual(model.pooled);
    expect(offsetsOf(model, 'toString')).toEqual(model.pooled);
  });

  it('come from the same films as joint residuals do', () => {
    const positions = calibrationGroup(groups, 'wide');
    expect(positions.length).toBe(190);
    expect(positions.every((position) => groups[position] === 'wide')).toBe(true);
    expect(calibrationGroup(groups, 'rare').length).toBe(400);
    expect(calibrationGroup(groups, 'rare', 20).length).toBe(20);
  });

  it('move and stretch with the residuals', () => {
    const model = fitConformal(residuals, groups, LEVELS);
    const moved = fitConformal(
      residuals.map((residual) => 2 * residual + 1),
      groups,
      LEVELS,
    );
    model.pooled.forEach((offset, i) => {
      expect(moved.pooled[i]).toBeCloseTo(2 * offset + 1, 12);
    });
  });

  it('refuse residuals and groups that do not fit', () => {
    expect(() => fitConformal(new Float64Array(0), [], LEVELS)).toThrow(RangeError);
    expect(() => fitConformal(residuals, groups.slice(1), LEVELS)).toThrow(RangeError);
  });
});
