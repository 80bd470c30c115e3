import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import type { SignalEvent } from '../../lib/signals/signalEvent.ts';
import { createSignalLog } from '../../lib/stores/signalLog.ts';
import { change, reading } from '../lib/signals/inventSignals.ts';

const SEED = 54_111;
const RUNS = 25;

interface OpenTable {
  readonly table: ItemTable;
  close(): Promise<void>;
}

/** What a log of signals promises, whatever table it stands on. */
export function describeSignalLog(name: string, open: () => Promise<OpenTable>): void {
  describe(name, () => {
    let opened: OpenTable;
    let films = 0;
    /** A log with a film nobody else writes to. */
    const fresh = () => ({ log: createSignalLog(opened.table), filmId: `film ${films++}` });

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('reads what was taken in before an instant, in the order of event times', async () => {
      const { log, filmId } = fresh();
      const event = (at: number, observedAt: number, ingestedAt: number) =>
        reading({ eventId: `${filmId} ${at}`, filmId, observedAt, ingestedAt });
      const [late, early, moved] = [event(1, 500, 1_000), event(2, 100, 2_000), event(3, 300, 3_000)];
      await log.append([moved, late, early], 'b1');
      expect(await log.read('CN', filmId, 3_001)).toEqual([early, moved, late]);
      expect(await log.read('CN', filmId, 3_000)).toEqual([early, late]);
      expect(await log.read('CN', filmId, 1_000)).toEqual([]);
      expect(await log.read('US', filmId, 9_999)).toEqual([]);
    });

    it('counts an event once for ever, as it was first taken in, and tells of conflicts (defect 54)', async () => {
      const { log, filmId } = fresh();
      const first = reading({ eventId: 'same', filmId, value: 5, ingestedAt: 1_000 });
      await log.append([{ ...first, value: 7, ingestedAt: 9_000 }], 'b2');
      await log.append([first], 'b1');
      expect(await log.read('CN', filmId, 10_000)).toEqual([first]);
      expect(await log.audit('CN', filmId)).toEqual({ events: [first], conflicts: ['same'] });
    });

    it('reads the same however often an append is repeated and however batches are cut', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ id: fc.nat(30), at: fc.nat(4_000) }), { minLength: 1, maxLength: 40 }),
          fc.array(fc.nat(40), { maxLength: 4 }),
          async (drawn, cuts) => {
            const [whole, cut] = [fresh(), fresh()];
            const events = (filmId: string) => {
              const byId = new Map(drawn.map(({ id, at }) => [id, { at, filmId }]));
              return [...byId].map(([id, { at }]) =>
                reading({ eventId: `e${id}`, filmId, value: id, observedAt: 10_000 - at, ingestedAt: 50_000 + at }),
              );
            };
            await whole.log.append(events(whole.filmId), 'b');
            const other = events(cut.filmId);
            const edges = [0, ...cuts.toSorted((a, b) => a - b), other.length];
            for (const [piece, from] of edges.entries())
              await cut.log.append(other.slice(from, edges[piece + 1]), `b${piece % 2}`);
            await cut.log.append(other.toReversed(), 'b');
            const plain = (all: readonly SignalEvent[]) => all.map((event) => ({ ...event, filmId: '' }));
            expect(plain(await cut.log.read('CN', cut.filmId, 53_000))).toEqual(
              plain(await whole.log.read('CN', whole.filmId, 53_000)),
            );
          },
        ),
        { seed: SEED, numRuns: RUNS },
      );
    });

    it('keeps more in one append than one record holds', async () => {
      const { log, filmId } = fresh();
      const events = Array.from({ length: 1_500 }, (_, at) =>
        change({
          eventId: `${at}`,
          filmId,
          field: 'cast',
          new: ['演员'.repeat(60)],
          observedAt: at,
          ingestedAt: 7_000,
        }),
      );
      await log.append(events, 'big');
      expect(await log.read('CN', filmId, 8_000)).toEqual(events);
    });

    it('lists films with signals and how far they reach; whatever is new changes the head', async () => {
      const { log, filmId } = fresh();
      const head = async () => (await log.heads('CN')).find((one) => one.filmId === filmId);
      const event = (eventId: string, ingestedAt: number) => reading({ eventId, filmId, ingestedAt });
      expect(await head()).toBeUndefined();
      await log.append([event('1', 5_000)], 'a');
      const first = await head();
      expect(first?.latest).toBe(5_000);
      await log.append([event('2', 6_000)], 'b');
      const second = await head();
      expect(second?.latest).toBe(6_000);
      await log.append([event('3', 5_500)], 'late');
      const third = await head();
      expect(third).toEqual({ filmId, latest: 6_000, version: 3, floors: [5_500, 6_000, 5_000] });
      await log.append([event('3', 5_500)], 'late');
      expect(await head()).toEqual(third);
    });

    it('moves a head forward only, whoever is faster', async () => {
      const { log, filmId } = fresh();
      const moments = Array.from({ length: 12 }, (_, at) => 1_000 * ((at * 7) % 12) + 1);
      await Promise.all(
        moments.map((ingestedAt) =>
          log.append([reading({ eventId: `${ingestedAt}`, filmId, ingestedAt })], `b${ingestedAt}`),
        ),
      );
      expect((await log.heads('CN')).find((one) => one.filmId === filmId)?.latest).toBe(11_001);
      expect(await log.read('CN', filmId, 99_999)).toHaveLength(12);
    });

    it('gives the recent events without reading all', async () => {
      const { log, filmId } = fresh();
      for (let at = 0; at < 10; at++)
        await log.append([reading({ eventId: `${at}`, filmId, ingestedAt: 10_000 * at })], `b${at}`);
      const recent = await log.recent('CN', filmId, 70_000);
      expect(recent.map(({ eventId }) => eventId).sort()).toEqual(['7', '8', '9']);
    });
  });
}
