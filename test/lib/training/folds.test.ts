import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeOrderedFolds } from '../../../lib/training/folds.ts';

describe('time-ordered folds', () => {
  it('defect 30: never fit on a film whose total was not known when the first forecast film was released', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 120 }), (releases) => {
        const folds = timeOrderedFolds(releases, { folds: 4, share: 0.6, fewest: 5 });
        for (const { fit, forecast } of folds) {
          const firstForecast = Math.min(...forecast.map((row) => releases[row] ?? Number.NaN));
          for (const row of fit) expect((releases[row] ?? Number.NaN) + 120).toBeLessThanOrEqual(firstForecast);
          expect(fit.length).toBeGreaterThanOrEqual(5);
        }
        const forecast = folds.flatMap((fold) => fold.forecast);
        expect(new Set(forecast).size).toBe(forecast.length);
      }),
      { seed: 30, numRuns: 300 },
    );
  });

  it('forecasts the latest films once each, those of one day together', () => {
    const releases = [0, 100, 200, 300, 400, 500, 500, 700, 800, 900];
    const folds = timeOrderedFolds(releases, { folds: 2, share: 0.4, fewest: 1 });
    expect(folds.map(({ forecast }) => forecast)).toEqual([
      [5, 6, 7],
      [8, 9],
    ]);
    expect(folds.map(({ fit }) => fit)).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4, 5, 6],
    ]);
  });

  it('gives none where no fold would have enough films', () => {
    expect(timeOrderedFolds([1, 2, 3], { folds: 4, share: 0.6, fewest: 5 })).toEqual([]);
  });
});
