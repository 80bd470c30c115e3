import { predictBoosting } from '../../lib/models/boosting/boostingModel.ts';
import { fitBoosting } from '../../lib/models/boosting/fitBoosting.ts';
import { attributeTrees } from '../../lib/models/shap.ts';
import { syntheticRows } from '../lib/models/syntheticRows.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Training and explaining boosted trees; goals of the design's table of speeds. */
export const benchmarks: BenchmarkSuite = async () => {
  const large = syntheticRows(20_000, 60, { seed: 1 });
  const real = syntheticRows(2_500, 150, { seed: 2 });
  const model = fitBoosting(real, { seed: 1 });
  const deep = fitBoosting(real, { seed: 1, depth: 6 });
  let row = 0;
  return {
    benchmarks: [
      {
        name: 'boosting 300 x depth 4 on 20,000 x 60, one thread',
        goalMs: 3500,
        run: () => fitBoosting(large, { seed: 1, rowShare: 1 }),
        samples: 5,
        warmUp: 1,
      },
      { name: 'boosting 300 x depth 4 on 2,500 x 150', goalMs: 1000, run: () => fitBoosting(real, { seed: 1 }) },
      {
        name: 'boosting 300 x depth 4 on 2,500 x 150, 0.3 of the columns',
        goalMs: 1000,
        run: () => fitBoosting(real, { seed: 1, columnShare: 0.3 }),
      },
      { name: 'predicting 2,500 rows with 300 trees of depth 4', run: () => predictBoosting(model, real.x) },
      {
        name: 'drivers: Shapley values of one row, 300 trees of depth 4',
        goalMs: 10,
        run: () => attributeTrees(model.trees, real.x, row++ % 2500),
        samples: 30,
        perSample: 20,
      },
      {
        name: 'drivers: Shapley values of one row, 300 trees of depth 6',
        goalMs: 10,
        run: () => attributeTrees(deep.trees, real.x, row++ % 2500),
        samples: 30,
        perSample: 20,
      },
    ],
  };
};
