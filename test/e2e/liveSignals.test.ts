import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { announce, liveStream, sale } from './liveStream.ts';
import { inTemporaryFolder, marquee, startMarquee } from './marquee.ts';

const FILMS = ['live-1', 'live-2', 'live-3'];
const ROUNDS = 20;

async function eventually<Answer>(ask: () => Promise<Answer>, holds: (answer: Answer) => boolean): Promise<Answer> {
  for (const began = Date.now(); ; await wait(200)) {
    const answer = await ask();
    if (holds(answer) || Date.now() - began > 60_000) return answer;
  }
}

describe('signals in the local run', () => {
  it('lead to fresh forecasts with their reasons, each of which can be told again bit for bit, and survive a kill', async () => {
    await inTemporaryFolder(async (folder) => {
      const first = await startMarquee('--data', folder);
      const live = liveStream(first);
      await live.put(FILMS.flatMap(announce));
      const sent = [];
      for (let round = 0; round < ROUNDS; round++) {
        const sales = FILMS.map((film) => sale(film, 1_000 + round));
        sent.push(...sales);
        await live.put(sales);
        await wait(100);
      }
      const lastAt = Date.now();
      const sold = FILMS.map(() => ROUNDS * 1_000 + (ROUNDS * (ROUNDS - 1)) / 2);
      const presale = async (stream: typeof live) =>
        Promise.all(FILMS.map(async (film) => (await stream.signals(film)).days[0]?.value));
      expect(
        await eventually(
          () => presale(live),
          (values) => `${values}` === `${sold}`,
        ),
      ).toEqual(sold);

      for (const film of FILMS) {
        const told = await eventually(
          () => live.told(film),
          ([latest]) => Date.parse(latest?.asOf ?? '') > lastAt - 2_000,
        );
        expect(told.length).toBeGreaterThan(0);
        expect(told[0]?.reason?.text.en).toContain('presale');
        for (const { asOf, total, inputsHash, artifact } of told) {
          expect(await live.forecast(film, asOf)).toMatchObject({ asOf, total, inputsHash, artifact });
        }
      }

      await live.put([sale('live-1', 5_000_000)]);
      await live.put(sent); // a producer's retry
      live.close();
      await first.stop('SIGKILL');
      const second = await startMarquee('--data', folder);
      const again = liveStream(second);
      const after = [(sold[0] ?? 0) + 5_000_000, ...sold.slice(1)];
      expect(
        await eventually(
          () => presale(again),
          (values) => `${values}` === `${after}`,
        ),
      ).toEqual(after);
      const { windows } = await again.signals('live-2');
      expect(Math.max(...windows.map(({ presaleGross }) => presaleGross))).toBeLessThanOrEqual(sold[1] ?? 0);
      again.close();

      const target = path.join(folder, 'export');
      expect(await marquee('export', '--out', target, '--data', folder)).toMatchObject({ code: 0 });
      const verified = await marquee('verify', target, '--json');
      expect(verified).toMatchObject({ code: 0 });
      await second.stop();
    });
  }, 300_000);
});
