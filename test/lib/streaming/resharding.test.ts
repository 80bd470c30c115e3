import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { type ConsumeDeps, consumeBatch } from '../../../lib/streaming/consumeBatch.ts';
import { at, reading } from '../windows/reading.ts';
import { toRecords } from './records.ts';
import { newWorker, newWorld, type World } from './world.ts';

/** A parent that is split in two, which are merged again. */
const LINEAGE: Readonly<Record<string, readonly string[]>> = {
  left: ['parent'],
  right: ['parent'],
  merged: ['left', 'right'],
};
const lineage = { parents: async (_: string, shard: string) => LINEAGE[shard] ?? [] };

let sequence = 1n;
const onShard = async (worker: ConsumeDeps, shard: string, events: readonly SignalReading[]) => {
  const records = toRecords(events, sequence);
  sequence += BigInt(events.length);
  return consumeBatch(worker, { stream: 'signals', shard, records });
};
const worker = (world: World) => newWorker(world, undefined, 3, lineage);
const sale = (filmId: string, hour: number, minute: number, value: number, parts: Partial<SignalReading> = {}) =>
  reading({ filmId, observedAt: at(hour, minute), value, ...parts });

describe('a stream whose shards split and merge', () => {
  it('goes on with the windows of a film on the shard that it has moved to', async () => {
    const world = newWorld();
    await onShard(worker(world), 'parent', [sale('A', 10, 0, 100), sale('B', 10, 1, 1)]);
    await onShard(worker(world), 'left', [sale('A', 10, 5, 20)]);
    await onShard(worker(world), 'right', [sale('B', 10, 6, 2)]);
    await onShard(worker(world), 'merged', [sale('A', 10, 10, 3), sale('B', 10, 10, 4)]);
    const gross = async (filmId: string) => (await worker(world).windows.list('CN', filmId)).windows[0]?.presaleGross;
    expect(await gross('A')).toBe(123);
    expect(await gross('B')).toBe(7);
  });

  it('measures running totals against what the parent saw, and knows its events again', async () => {
    const world = newWorld();
    const total = { kind: 'cumulative' } as const;
    const first = sale('A', 10, 0, 1_000, total);
    await onShard(worker(world), 'parent', [first]);
    expect(await onShard(worker(world), 'left', [first, sale('A', 10, 9, 1_300, total)])).toMatchObject({
      duplicates: 1,
    });
    expect((await worker(world).windows.list('CN', 'A')).windows[0]).toMatchObject({ presaleGross: 300, count: 2 });
  });

  it.each([
    [['left', 13] as const, ['right', 14] as const],
    [['right', 14] as const, ['left', 13] as const],
  ])(
    'closes windows with the figures of the shard that has the film, though all children hold a copy',
    async (...order) => {
      const world = newWorld();
      await onShard(worker(world), 'parent', [sale('A', 10, 0, 100), sale('B', 10, 0, 1), sale('C', 10, 0, 5)]);
      await onShard(worker(world), 'left', [sale('A', 10, 5, 20)]);
      // The right shard closes its old copy of A too, by a later watermark.
      for (const [shard, hour] of order) {
        await onShard(worker(world), shard, [sale(shard, hour, 0, 1)]);
        await onShard(worker(world), shard, [sale(shard, hour, 1, 1)]);
      }
      const closed = async (filmId: string) =>
        (await worker(world).windows.list('CN', filmId)).windows.map((row) => [row.closed, row.presaleGross]);
      expect(await closed('A')).toEqual(Array.from({ length: 4 }, () => [true, 120]));
      expect(await closed('C')).toEqual(Array.from({ length: 4 }, () => [true, 5])); // no child had an event of it
    },
  );

  it('asks for the parents once: from then on the shard stands for itself', async () => {
    const world = newWorld();
    await onShard(worker(world), 'parent', [sale('A', 10, 0, 100)]);
    await onShard(worker(world), 'left', [sale('A', 10, 5, 20)]);
    const orphaned = newWorker(world, undefined, 3, { parents: () => Promise.reject(new Error('asked again')) });
    await onShard(orphaned, 'left', [sale('A', 10, 6, 3)]);
    expect((await orphaned.windows.list('CN', 'A')).windows[0]).toMatchObject({ presaleGross: 123 });
  });
});
