import type { SignalReading } from '../../lib/signals/signalEvent.ts';
import { emptyWindowState } from '../../lib/windows/windowState.ts';
import { applyBatch } from '../lib/windows/applyBatch.ts';
import { inventStream, take } from '../lib/windows/inventStream.ts';
import type { Benchmark, BenchmarkSuite } from './harness.ts';

const EVENTS = 100_000;

/** The core of windows alone, on one core; the goal is 100,000 events a second. */
export const benchmarks: BenchmarkSuite = async () => ({
  benchmarks: [
    { films: 200, rate: 50, batch: 100 },
    { films: 200, rate: 1_000, batch: 500 },
    { films: 5_000, rate: 1_000, batch: 1_000 },
  ].map(benchmark),
});

function benchmark({ films, rate, batch }: { films: number; rate: number; batch: number }): Benchmark {
  const events = take(inventStream({ seed: 1, films, rate }), EVENTS);
  const batches: SignalReading[][] = [];
  for (let from = 0; from < EVENTS; from += batch) batches.push(events.slice(from, from + batch));
  return {
    name: `windows: ${EVENTS} events of ${films} films, ${rate}/s, by ${batch}`,
    goalMs: 1_000,
    samples: 5,
    warmUp: 1,
    run: () => {
      const state = emptyWindowState();
      for (const each of batches) applyBatch(state, each);
    },
  };
}
