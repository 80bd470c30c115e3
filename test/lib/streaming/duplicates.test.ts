import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumeBatch } from '../../../lib/streaming/consumeBatch.ts';
import type { StreamRecord } from '../../../lib/streaming/streamRecord.ts';
import { at, reading } from '../windows/reading.ts';
import { toRecords } from './records.ts';
import { newWorker, newWorld, SHARD } from './world.ts';

const SEED = 20_260_104;
const RUNS = 1_000;

/** One delivery: records from here to there, of all that the producer sent. */
const deliveries = fc.array(
  fc.record({ back: fc.integer({ min: 0, max: 12 }), length: fc.integer({ min: 1, max: 9 }) }),
  {
    minLength: 8,
    maxLength: 20,
  },
);
const mixes = fc.record({
  /** For every event, how often its producer sends it, and how many records later each time. */
  sends: fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 25,
  }),
  deliveries,
  /** Number of the first record: lengths of decimals change along the way. */
  first: fc.constantFrom(1n, 7n, 95n, 9_007_199_254_740_990n, 99_999_999_999_999_999_999_999_999_999_995n),
});

describe('what comes twice', () => {
  it(`R4 counts once, whether its producer sent it again or the stream delivered it again (seed ${SEED})`, async () => {
    let [again, redelivered] = [0, 0];
    const check = async ({
      sends,
      deliveries: plan,
      first,
    }: typeof mixes extends fc.Arbitrary<infer Mix> ? Mix : never) => {
      const events = sends.map((_, index) => reading({ observedAt: at(10, 0, index), value: 1 << (index % 20) }));
      const order = sends.flatMap((delays, index) =>
        delays.map((delay) => ({ event: events[index], due: index + delay })),
      );
      const sent = order.sort((a, b) => a.due - b.due).flatMap(({ event }) => event ?? []);
      const records = toRecords(sent, first);
      again += sent.length - events.length;

      const world = newWorld();
      const worker = newWorker(world);
      let reached = 0;
      const deliver = async (from: number, until: number) => {
        redelivered += Math.max(0, Math.min(reached, until) - from);
        const batch: readonly StreamRecord[] = records.slice(from, until);
        await consumeBatch(worker, { ...SHARD, records: batch });
        reached = Math.max(reached, until);
      };
      for (const { back, length } of plan) {
        const from = Math.max(0, reached - back);
        await deliver(from, Math.min(records.length, from + length));
      }
      await deliver(reached, records.length);

      const { windows } = await worker.windows.list('CN', 'A');
      const value = events.reduce((sum, event) => sum + event.value, 0);
      for (const row of windows) expect(row).toMatchObject({ count: events.length, presaleGross: value });
      expect(windows).toHaveLength(4);
      expect([...world.kept.keys()].sort()).toEqual(events.map(({ eventId }) => eventId).sort());
    };
    await fc.assert(fc.asyncProperty(mixes, check), { seed: SEED, numRuns: RUNS });
    expect(Math.min(again, redelivered)).toBeGreaterThan(RUNS);
  });

  it('R4 records are taken in by their numbers, which are longer than numbers can be, not by their texts', async () => {
    const world = newWorld();
    const worker = newWorker(world);
    const events = Array.from({ length: 12 }, (_, index) => reading({ observedAt: at(10, 0, index) }));
    const records = toRecords(events, 99_999_999_999_999_999_999_995n);
    await consumeBatch(worker, { ...SHARD, records: records.slice(0, 2) });
    await consumeBatch(worker, { ...SHARD, records: records.toReversed() });
    expect((await worker.ledger.open(SHARD)).sequence).toBe('100000000000000000000006');
    expect((await worker.windows.list('CN', 'A')).windows[0]).toMatchObject({ count: 12 });
  });

  it('a worker that another one overtakes with a shorter batch takes the rest in', async () => {
    const world = newWorld();
    const records = toRecords(
      Array.from({ length: 10 }, (_, index) => reading({ observedAt: at(10, 0, index) })),
      1n,
    );
    let overtaken = false;
    const slow = newWorker(world, async (moment) => {
      if (moment === 'before' && world.kept.size === 10 && !overtaken) {
        overtaken = true;
        await consumeBatch(newWorker(world), { ...SHARD, records: records.slice(0, 4) });
      }
    });
    expect(await consumeBatch(slow, { ...SHARD, records })).toMatchObject({ skipped: 4, taken: 6 });
    expect(overtaken).toBe(true);
    const { windows } = await slow.windows.list('CN', 'A');
    expect(windows.map(({ count }) => count)).toEqual([10, 10, 10, 10]);
  });
});
