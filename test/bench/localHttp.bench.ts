import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchmarkSuite } from './harness.ts';
import { startQuiet } from './quietSystem.ts';

/** POST /v1/forecasts over the local run's HTTP, token checked, in memory: gateway, function process and stores. */
export const benchmarks: BenchmarkSuite = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'marquee-bench-'));
  const run = await startQuiet('--data', folder, '--ephemeral');
  const { api, token } = run.ready;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const forecast = async (film: number) => {
    const body = JSON.stringify({ filmId: `sim-us-${String(film).padStart(3, '0')}`, origin: 'T+3' });
    const response = await fetch(`${api}/v1/forecasts`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(await response.text());
    await response.arrayBuffer();
  };
  let next = 100;
  return {
    benchmarks: [
      { name: 'local HTTP, cache miss', goalMs: 15, run: () => forecast(next++), samples: 100, warmUp: 20 },
      { name: 'local HTTP, cache hit', goalMs: 5, run: () => forecast(100), samples: 300, warmUp: 20 },
    ],
    async end() {
      await run.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
