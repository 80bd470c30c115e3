import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../../lib/forecast/mixture.ts';
import { branchOf, drawSamples, thinned } from '../../../lib/forecast/samples.ts';
import { anyCalibration, anyPoints, calibrationOf } from './inventCalibration.ts';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const POINTS = { openingDay: 14, openingWeekend: 15, total: 16 };

describe('samples of a film', () => {
  it('hold together one by one, and their weights sum to one', () => {
    fc.assert(
      fc.property(anyPoints, anyCalibration, (points, calibration) => {
        const samples = drawSamples(points, calibration, { banked: 1e6, weekendSoFar: 2e5 }, 'unknown');
        expect(sum(samples.weights)).toBeCloseTo(1, 9);
        samples.total.forEach((total, i) => {
          const [day, weekend] = [samples.openingDay[i] as number, samples.openingWeekend[i] as number];
          expect(day <= weekend && weekend <= total && total >= 1e6 && weekend >= 2e5).toBe(true);
          expect(samples.weights[i]).toBeGreaterThanOrEqual(0);
        });
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('keep what went together together: the film that broke out did so on its first day too', () => {
    const calibration = calibrationOf([
      [1, 1, 1],
      [-1, -1, -1],
    ]);
    const { openingDay, total } = drawSamples(POINTS, calibration, {}, 'unknown');
    expect(Math.log(openingDay[0] ?? 0)).toBeCloseTo(15, 12);
    expect(Math.log(total[0] ?? 0)).toBeCloseTo(17, 12);
    expect(Math.log(total[1] ?? 0)).toBeCloseTo(15, 12);
  });

  it('count a film half after two years', () => {
    const releases = Int32Array.of(16_000 - 730, 16_000);
    const { weights } = drawSamples(
      POINTS,
      calibrationOf(
        [
          [0, 0, 0],
          [1, 1, 1],
        ],
        { releases },
      ),
      {},
      'unknown',
    );
    expect(weights[0]).toBeCloseTo(1 / 3, 12);
  });

  it('forecast a target without models as its usual share of the total', () => {
    const films = [[0.5, 0, 0] as const, [-0.5, 0, 0] as const];
    const calibration = calibrationOf(films, {
      fromTotal: ['openingDay'],
      offsets: { openingDay: -2, openingWeekend: 0, total: 0 },
    });
    const { openingDay } = drawSamples({ ...POINTS, openingDay: Number.NaN }, calibration, {}, 'unknown');
    expect(Math.log(openingDay[0] ?? 0)).toBeCloseTo(14.5, 12);
  });
});

describe('some of the samples', () => {
  it('stand for all of them, and are whole samples', () => {
    const films = Array.from({ length: 500 }, (_, i) => [i / 1000, i / 800, ((i * 37) % 500) / 100] as const);
    const samples = drawSamples(POINTS, calibrationOf(films), {}, 'unknown');
    const some = thinned(samples, 200);
    expect(some.total.length).toBe(200);
    expect(sum(some.weights)).toBeCloseTo(1, 12);
    const places = Array.from(some.total, (total) => samples.total.indexOf(total));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.map((place) => samples.openingDay[place])).toEqual([...some.openingDay]);
    expect(thinned(samples, 500)).toBe(samples);
  });
});

describe('collapse and break-out', () => {
  const errors = Array.from({ length: 100 }, (_, i) => [0, 0, (i - 49.5) / 50] as const);
  const inputs = { size: { mean: 16, scale: 2 }, disagreement: { mean: -2, scale: 1 } };
  // log odds of 15 % for a film of usual size and disagreement
  const tail = { share: 0.15, intercept: Math.log(0.15 / 0.85), size: 0, disagreement: 0 };
  const mixture = {
    ...inputs,
    collapse: { bound: -0.7, ...tail, disagreement: 0.8 },
    breakout: { bound: 0.7, ...tail, size: 0.4 },
  };
  const calibration = calibrationOf(errors, { mixture });
  const shareOf = (component: (typeof COMPONENTS)[number], disagreement: number, total = 16) =>
    branchOf(drawSamples({ ...POINTS, total, disagreement }, calibration, {}, 'unknown'), component).share;

  it('share one film out completely', () => {
    fc.assert(
      fc.property(anyPoints, anyCalibration, (points, any) => {
        const samples = drawSamples(points, any, {}, 'unknown');
        expect(sum(COMPONENTS.map((component) => branchOf(samples, component).share))).toBeCloseTo(1, 9);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it('are as likely as they are for films like this one', () => {
    expect(shareOf('collapse', -2)).toBeCloseTo(0.15, 9);
    expect(shareOf('collapse', -1)).toBeCloseTo(1 / (1 + Math.exp(-(tail.intercept + 0.8))), 9);
    expect(shareOf('breakout', -2, 18)).toBeCloseTo(1 / (1 + Math.exp(-(tail.intercept + 0.4))), 9);
    expect(shareOf('collapse', Number.NaN)).toBeCloseTo(0.15, 9);
  });

  it('never crowd out the usual', () => {
    const certain = { ...mixture, collapse: { ...mixture.collapse, intercept: 40 } };
    const samples = drawSamples(POINTS, calibrationOf(errors, { mixture: certain }), {}, 'unknown');
    expect(branchOf(samples, 'usual').share).toBeCloseTo(0.1, 9);
  });

  it('can be looked at alone: what is left if the film collapses', () => {
    const samples = drawSamples(POINTS, calibration, {}, 'unknown');
    const { share, samples: collapsed } = branchOf(samples, 'collapse');
    expect(collapsed?.total.length).toBe(15);
    expect(share).toBeCloseTo(0.15, 9);
    expect(Math.log(Math.max(...(collapsed?.total ?? [])))).toBeCloseTo(16 - 0.71, 9);
    expect(sum(collapsed?.weights ?? [])).toBeCloseTo(1, 12);
    const never = drawSamples(POINTS, calibrationOf([[0, 0, 0]]), {}, 'unknown');
    expect(branchOf(never, 'collapse')).toEqual({ share: 0, samples: undefined });
  });
});
