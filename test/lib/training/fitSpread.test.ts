import { describe, expect, it } from 'vitest';
import type { SpreadName } from '../../../lib/forecast/originModel.ts';
import { predictModel } from '../../../lib/models/regressor.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { fitSpread } from '../../../lib/training/fitSpread.ts';
import { timeOrderedFolds } from '../../../lib/training/folds.ts';
import type { OriginDataset } from '../../../lib/training/originDataset.ts';

type SpreadRows = Parameters<typeof fitSpread>[0];

/** Films whose totals scatter the more the larger the second of three features is. */
function rowsOf(films: number): SpreadRows & Pick<OriginDataset, 'releases'> {
  const random = seededRandom(77);
  const data = Float32Array.from({ length: films * 3 }, () => random());
  const total = Float64Array.from({ length: films }, (_, row) => {
    const hard = data[row * 3 + 1] as number;
    return (data[row * 3] as number) + (hard > 0.5 ? 1 : 0.1) * standardNormal(random);
  });
  return {
    origin: 3,
    x: { rows: films, columns: 3, data },
    y: { total },
    weights: new Float64Array(films).fill(1),
    releases: Int32Array.from({ length: films }, (_, row) => 15_000 + row * 2),
  };
}

const rows = rowsOf(600);
const folds = timeOrderedFolds([...rows.releases], { folds: 4, share: 0.5, fewest: 80 });
const fit = fitSpread(rows, folds, 5);
const said = (name: SpreadName) => {
  const model = fit?.model[name].models['boosting'];
  if (!model) throw new Error('not fitted');
  return predictModel(model, rows.x);
};

describe('quantiles of the total before calibration', () => {
  it('are far apart for films that are hard to forecast', () => {
    const [low, high] = [said('total.q10'), said('total.q90')];
    const gap = (isHard: boolean) => {
      const own = Array.from(rows.y.total.keys()).filter(
        (row) => (rows.x.data[row * 3 + 1] as number) > 0.5 === isHard,
      );
      return own.reduce((sum, row) => sum + (high[row] as number) - (low[row] as number), 0) / own.length;
    };
    expect(gap(true)).toBeGreaterThan(2 * gap(false));
  });

  it('are stated out of fold for exactly the films that folds forecast', () => {
    const forecast = new Set(folds.flatMap((fold) => fold.forecast));
    fit?.outOfFold['total.q10'].forEach((quantile, row) => {
      expect(Number.isFinite(quantile)).toBe(forecast.has(row));
    });
  });

  it('are the same for the same films and seed, and absent for too few', () => {
    expect(fitSpread(rows, folds, 5)).toEqual(fit);
    expect(fitSpread(rowsOf(60), [], 5)).toBeUndefined();
  });
});
