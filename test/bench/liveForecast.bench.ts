import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { announce, liveStream, sale } from '../e2e/liveStream.ts';
import type { BenchmarkSuite } from './harness.ts';
import { startQuiet } from './quietSystem.ts';

const FILMS = Array.from({ length: 10 }, (_, at) => `live-${at}`);
const PER_SECOND = 50;

/** From an event put into the stream to a forecast that stands on it, while fifty events a second come in. */
export const benchmarks: BenchmarkSuite = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'marquee-bench-'));
  const run = await startQuiet('--data', folder);
  const live = liveStream(run);
  await live.put(FILMS.flatMap(announce));
  await wait(4_000);
  let sent = 0;
  const load = setInterval(() => void live.put([sale(FILMS[sent++ % FILMS.length] ?? '', 100_000)]), 1000 / PER_SECOND);
  let asked = 0;
  return {
    benchmarks: [
      {
        name: `event to readable forecast, ${PER_SECOND} events a second`,
        goalMs: 2_000,
        samples: 60,
        warmUp: 3,
        async run() {
          const film = FILMS[asked++ % FILMS.length] ?? '';
          const before = Date.now();
          await live.put([sale(film, 120_000)]);
          while (!(Date.parse((await live.told(film, 1))[0]?.asOf ?? '') > before)) await wait(50);
        },
      },
    ],
    async end() {
      clearInterval(load);
      live.close();
      await run.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
