import { fitElasticNet } from '../../lib/models/elasticNet/fitElasticNet.ts';
import { attributeKernel } from '../../lib/models/kernel/attributeKernel.ts';
import { fitGaussianProcess } from '../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../lib/models/kernel/fitSvr.ts';
import { syntheticRows } from '../lib/models/syntheticRows.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Fitting kernel models and elastic nets of the sizes of real films, and explaining one forecast. */
export const benchmarks: BenchmarkSuite = async () => {
  const narrow = syntheticRows(2_000, 60, { seed: 1, missing: 0 });
  const wide = syntheticRows(2_000, 230, { seed: 2, missing: 0 });
  const films = syntheticRows(1_200, 230, { seed: 3, missing: 0 });
  const model = fitSvr(wide);
  const belief = { lengthScales: [1], linearShares: [0.3], noises: [0.3] };
  return {
    benchmarks: [
      { name: 'support vector regression on 2,000 x 60', run: () => fitSvr(narrow) },
      { name: 'support vector regression on 2,000 x 230', run: () => fitSvr(wide) },
      { name: 'Gaussian process of one belief on 1,200 x 230', run: () => fitGaussianProcess(films, belief) },
      { name: 'elastic net on 2,000 x 230, penalty chosen among 25', run: () => fitElasticNet(wide) },
      { name: 'why one forecast of 1,800 support rows', run: () => attributeKernel(model, wide.x, 5), perSample: 10 },
    ],
  };
};
