import { fitRidge } from '../../lib/models/ridge/fitRidge.ts';
import { syntheticRows } from '../lib/models/syntheticRows.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Fitting a ridge with its missing flags, the penalty chosen among 25. */
export const benchmarks: BenchmarkSuite = async () => {
  const real = syntheticRows(2_500, 150, { seed: 2 });
  const large = syntheticRows(20_000, 60, { seed: 1 });
  return {
    benchmarks: [
      { name: 'ridge on 2,500 x 150 with 150 missing flags', run: () => fitRidge(real) },
      { name: 'ridge on 20,000 x 60 with 60 missing flags', run: () => fitRidge(large) },
    ],
  };
};
