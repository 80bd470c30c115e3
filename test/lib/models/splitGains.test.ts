import { describe, expect, it } from 'vitest';
import { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { splitGains } from '../../../lib/models/boosting/splitGains.ts';
import { featureMatrix } from '../../../lib/models/matrix.ts';
import { seededRandom } from '../../../lib/stats/random.ts';

/** Rows of three columns: the first says much about the target, the second a little, the third nothing. */
function rows(count: number) {
  const random = seededRandom(7);
  const x = featureMatrix(
    count,
    3,
    Float32Array.from({ length: count * 3 }, () => random()),
  );
  const y = Float64Array.from(
    { length: count },
    (_, row) => 4 * (x.data[row * 3] ?? 0) + (x.data[row * 3 + 1] ?? 0) + 0.01 * random(),
  );
  return { x, y };
}

describe('gains of splits', () => {
  it('rank columns by what they tell of the target', () => {
    const [much, little, nothing] = splitGains(fitBoosting(rows(600), { seed: 1, rounds: 100 }));
    expect(much).toBeGreaterThan(5 * (little ?? 0));
    expect(little).toBeGreaterThan(20 * (nothing ?? 0));
  });

  it('of a single split are the variance between its two sides', () => {
    const { x } = rows(400);
    const y = Float64Array.from({ length: 400 }, (_, row) => ((x.data[row * 3] ?? 0) > 0.5 ? 1 : 0));
    const stump = fitBoosting({ x, y }, { seed: 1, rounds: 1, depth: 1, learningRate: 1, l2: 0, rowShare: 1 });
    const upper = y.reduce((sum, own) => sum + own, 0);
    const gains = splitGains(stump);
    // 64 bins cut within a hundredth of the edge, so the step is nearly one
    expect(gains[0]).toBeGreaterThan(0.9 * ((upper * (400 - upper)) / 400));
    expect(gains[0]).toBeLessThanOrEqual((upper * (400 - upper)) / 400 + 1e-9);
    expect([gains[1], gains[2]]).toEqual([0, 0]);
  });

  it('are zero for a model without a split', () => {
    const { x } = rows(50);
    expect([...splitGains(fitBoosting({ x, y: new Float64Array(50) }, { seed: 1, rounds: 3 }))]).toEqual([0, 0, 0]);
  });
});
