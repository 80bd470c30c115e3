import { parseDay } from '../../lib/film/day.ts';
import { simulateMarket } from '../../lib/simulation/simulateMarket.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Five thousand films of about thirty days of release each, with all they show before; and the same of longer runs. */
export const benchmarks: BenchmarkSuite = async () => {
  const dates = { from: parseDay('2001-01-01'), until: parseDay('2026-01-01') };
  const chinese = () => simulateMarket('CN', { seed: 1, films: 5_000, ...dates });
  const american = () => simulateMarket('US', { seed: 1, films: 5_000, ...dates });
  const before = process.memoryUsage().heapUsed;
  const { rows } = chinese();
  const megabytes = ((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0);
  const few = { samples: 5, warmUp: 1 };
  return {
    benchmarks: [
      { name: `5,000 CN films, ${rows.length} rows, ${megabytes} MB of heap`, goalMs: 10_000, run: chinese, ...few },
      { name: '5,000 US films with runs of up to 118 days', goalMs: 10_000, run: american, ...few },
    ],
  };
};
