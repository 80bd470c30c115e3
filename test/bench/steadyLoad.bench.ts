import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { quantile } from '../../lib/stats/quantile.ts';
import type { BenchmarkSuite } from './harness.ts';
import { startQuiet } from './quietSystem.ts';

const PER_SECOND = 300;
const SECONDS = 60;
const FILMS = 40;
const GOAL_P99_MS = 50;

/** U4: forecasts over local HTTP at a steady rate, each sent when it is due and timed from then; prints its own line. */
export const benchmarks: BenchmarkSuite = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'marquee-bench-'));
  const run = await startQuiet('--data', folder, '--ephemeral');
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { api, token } = run.ready;
  const ask = (film: number) =>
    new Promise<boolean>((resolve) => {
      const body = JSON.stringify({ filmId: `sim-us-${String(film).padStart(3, '0')}`, origin: 'T+3' });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = request(`${api}/v1/forecasts`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode === 200));
      });
      sent.on('error', () => resolve(false)).end(body);
    });
  for (let film = 0; film < FILMS; film++) await ask(100 + film);
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const pending: Promise<void>[] = [];
  for (let at = 0; at < PER_SECOND * SECONDS; at++) {
    const due = began + (at * 1000) / PER_SECOND;
    if (due > performance.now()) await wait(due - performance.now());
    pending.push(
      ask(100 + (at % FILMS)).then((ok) => {
        times.push(performance.now() - due);
        failed += ok ? 0 : 1;
      }),
    );
  }
  await Promise.all(pending);
  const sorted = Float64Array.from(times).sort();
  const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
  const verdict = p99 <= GOAL_P99_MS && failed === 0 ? 'met' : 'MISSED';
  console.log(
    `U4 ${PER_SECOND} requests a second for ${SECONDS} s, warm: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${failed} failed  goal p99 ${GOAL_P99_MS} ${verdict}`,
  );
  agent.destroy();
  await run.stop();
  rmSync(folder, { recursive: true, force: true });
  return { benchmarks: [] };
};
