import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../../lib/adapters/memory/itemTable.ts';
import { createServedSignals } from '../../../../lib/api/serving/servedSignals.ts';
import type { Market } from '../../../../lib/film/market.ts';
import { toLiveFilm } from '../../../../lib/signals/liveFilm.ts';
import { createSignalLog } from '../../../../lib/stores/signalLog.ts';
import { reading } from '../../signals/inventSignals.ts';

const SEED = 90_210;

function setup() {
  let now = 1_000_000;
  const log = createSignalLog(createMemoryItemTable(() => now));
  let asked = 0;
  const heads = (market: Market) => {
    asked++;
    return log.heads(market);
  };
  const counted = { ...log, heads };
  const never = () => new Promise<void>(() => {});
  const served = createServedSignals({ signals: counted, settling, clock: () => now, wait: never });
  return { log, served, asked: () => asked, wait: (ms: number) => (now += ms), never };
}

/** Nobody appends by moments. */
const settling = { settledUntil: async () => undefined };

describe('signals as a server hears them', () => {
  it('are asked for at most every quarter of a second, and the same object while there is nothing new', async () => {
    const { log, served, asked, wait } = setup();
    await log.append([reading({ eventId: '1' })], 'a');
    const first = await served.current('CN');
    await Promise.all(Array.from({ length: 50 }, () => served.current('CN')));
    expect(asked()).toBe(1);
    wait(250);
    expect((await served.current('CN')).films).toBe(first.films);
    expect(asked()).toBe(2);
    await log.append([reading({ eventId: '2' })], 'b');
    expect((await served.current('CN')).films.get('f')?.events).toHaveLength(1);
    expect((await served.now('CN')).films.get('f')?.events).toHaveLength(2);
    expect((await served.current('CN')).films.get('f')?.events).toHaveLength(2);
  });

  it('are, heard bit by bit and late, what the log holds before every instant', async () => {
    const step = fc.record({
      id: fc.nat(25),
      ingestedAt: fc.nat(60_000),
      value: fc.nat(1_000),
      ask: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { log, served } = setup();
        for (const [at, { id, ingestedAt, value, ask }] of steps.entries()) {
          await log.append([reading({ eventId: `e${id}`, value, observedAt: 5_000 * id, ingestedAt })], `b${at}`);
          if (!ask) continue;
          const film = (await served.now('CN')).films.get('f');
          for (const instant of [0, 15_000, 30_000, 60_001]) {
            const events = await log.read('CN', 'f', instant);
            const expected = events.length === 0 ? undefined : toLiveFilm('CN', 'f', events);
            expect(film?.before(instant)).toEqual(expected);
          }
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('stay as they were heard while the store is down, and say so', async () => {
    const { log, never } = setup();
    let down = false;
    const signals = {
      ...log,
      heads: async (market: Market) => (down ? Promise.reject(new Error('down')) : log.heads(market)),
    };
    const served = createServedSignals({ signals, settling, clock: () => 0, wait: never });
    await log.append([reading({ eventId: '1' })], 'a');
    expect((await served.now('CN')).films.size).toBe(1);
    down = true;
    expect(await served.now('CN')).toMatchObject({ fresh: false, films: (await served.current('CN')).films });
  });
});
