import { openFitPool } from '../../lib/adapters/workers/openFitPool.ts';
import { fitForest } from '../../lib/models/forest/fitForest.ts';
import { fitForestOn } from '../../lib/models/forest/fitForestOn.ts';
import { attributeForest, predictForest } from '../../lib/models/forest/forestModel.ts';
import { binTrainingRows } from '../../lib/models/trees/binnedRows.ts';
import { syntheticRows } from '../lib/models/syntheticRows.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Growing and explaining forests; goals of the design's table of speeds. */
export const benchmarks: BenchmarkSuite = async () => {
  const large = syntheticRows(20_000, 60, { seed: 1 });
  const films = syntheticRows(2_000, 230, { seed: 2 });
  const binned = binTrainingRows(films);
  const model = fitForest(binned, { seed: 1 });
  const pool = openFitPool({ workers: 2 });
  const few = { samples: 5, warmUp: 1 };
  let row = 0;
  return {
    benchmarks: [
      {
        name: 'forest 200 x depth 10 on 20,000 x 60, two workers',
        goalMs: 4000,
        run: () => fitForestOn(pool, large, { seed: 1 }),
        ...few,
      },
      { name: 'forest 200 x depth 10 on 20,000 x 60, one thread', run: () => fitForest(large, { seed: 1 }), ...few },
      {
        name: 'extremely randomized trees 200 x 10 on 20,000 x 60, two workers',
        run: () => fitForestOn(pool, large, { seed: 1, cuts: 'random' }),
        ...few,
      },
      { name: 'cutting 2,000 x 230 into bins', run: () => binTrainingRows(films) },
      {
        name: 'forest 200 x depth 10 on 2,000 x 230, binned before',
        run: () => fitForest(binned, { seed: 1 }),
        ...few,
      },
      {
        name: 'extremely randomized trees 200 x 10 on 2,000 x 230, binned before',
        run: () => fitForest(binned, { seed: 1, cuts: 'random' }),
        ...few,
      },
      { name: 'predicting 2,000 rows with 200 trees of depth 10', run: () => predictForest(model, films.x) },
      {
        name: 'drivers: Shapley values of one row, 200 trees of depth 10',
        goalMs: 10,
        run: () => attributeForest(model, films.x, row++ % 2000),
        samples: 30,
        perSample: 3,
      },
    ],
    end: () => pool.close(),
  };
};
