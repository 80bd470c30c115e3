import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import type { ShardState } from '../../../lib/stores/streamLedger/shardState.ts';
import { createStreamLedger, type StreamLedger } from '../../../lib/stores/streamLedger/streamLedger.ts';
import { planBatch } from '../../../lib/windows/planBatch.ts';
import { toStoredState } from '../../../lib/windows/storedState.ts';
import { at, reading } from '../windows/reading.ts';

const NAME = { stream: 's', shard: 'shard-0' };

function stores() {
  const [table, objects] = [createMemoryItemTable(() => 0), createMemoryObjectStore()];
  const open = (snapshotEvery?: number) =>
    createStreamLedger({ table, objects, ...(snapshotEvery === undefined ? {} : { snapshotEvery }) });
  return { table, objects, open };
}

/** One batch committed and settled. */
async function append(ledger: StreamLedger, state: ShardState, events: readonly SignalReading[]): Promise<boolean> {
  const { change } = planBatch(state.windows, events);
  const sequence = String(state.windows.batch + 1);
  const done = await ledger.commit(state, { sequence, change, refresh: [] });
  if (done) await ledger.settle(state, async () => {});
  return done;
}

const minute = (index: number) => reading({ observedAt: at(0, index) });

describe('the ledger of a stream', () => {
  it('lets a worker lose whose memory is hundreds of batches old, though its slot has been used again', async () => {
    const { open } = stores();
    const [old, busy] = [open(), open()];
    const asleep = await old.open(NAME);
    for (let batch = 0; batch < 600; batch++) {
      expect(await append(busy, await busy.open(NAME), [minute(batch)])).toBe(true);
    }
    expect(await append(old, asleep, [minute(0)])).toBe(false);
    const awake = await old.open(NAME);
    expect(awake.windows.batch).toBe(600);
    expect(toStoredState(awake.windows)).toEqual(toStoredState((await busy.open(NAME)).windows));
  });

  it('starts a new worker from the snapshot and the commits after it', async () => {
    const { open } = stores();
    const ledger = open(7);
    for (let batch = 0; batch < 25; batch++) await append(ledger, await ledger.open(NAME), [minute(5 * batch)]);
    const fresh = await open().open(NAME);
    expect(fresh).toMatchObject({ sequence: '25', snapshotBatch: 21, outbox: undefined });
    expect(toStoredState(fresh.windows)).toEqual(toStoredState((await ledger.open(NAME)).windows));
  });

  it('keeps large commits in the bucket, and only until a snapshot has them', async () => {
    const { open, objects } = stores();
    const ledger = open(3);
    // Ids that do not pack well.
    const large = () =>
      Array.from({ length: 3_000 }, (_, index) =>
        reading({
          eventId: `${Math.sin(index)}${Math.cos(index)}`,
          observedAt: at(1, 0, index % 60),
          filmId: `f${index}`,
        }),
      );
    const keys = () => objects.list('stream/');
    await append(ledger, await ledger.open(NAME), large());
    expect(await keys()).toEqual([expect.stringMatching(/^stream\/s\/shard-0\/commits\/000000000001-/)]);
    expect((await open().open(NAME)).windows.films.size).toBe(3_000);
    for (const batch of [1, 2]) await append(ledger, await ledger.open(NAME), [minute(batch)]);
    expect(await keys()).toEqual([expect.stringMatching(/^stream\/s\/shard-0\/snapshots\/000000000003-/)]);
    expect((await open().open(NAME)).windows.films.size).toBe(3_001);
  });

  it('does not take another batch in before the last one is emitted, and emits it after a restart', async () => {
    const { open } = stores();
    const ledger = open();
    const state = await ledger.open(NAME);
    const { change } = planBatch(state.windows, [minute(0)]);
    const commit = { sequence: '1', change, refresh: [] };
    expect(await ledger.commit(state, commit)).toBe(true);
    await expect(ledger.commit(state, commit)).rejects.toThrow('not settled');
    await expect(ledger.settle(state, () => Promise.reject(new Error('down')))).rejects.toThrow('down');

    const heir = open();
    const emitted: number[] = [];
    const inherited = await heir.open(NAME);
    await heir.settle(inherited, async ({ changed }) => void emitted.push(changed));
    await heir.settle(inherited, async ({ changed }) => void emitted.push(changed));
    expect(emitted).toEqual([4]);
    expect((await open().open(NAME)).outbox).toBeUndefined();
  });

  it('says that commits are missing instead of going on from a wrong state', async () => {
    const { open, objects } = stores();
    const ledger = open(2);
    for (let batch = 0; batch < 3; batch++) await append(ledger, await ledger.open(NAME), [minute(batch)]);
    for (const key of await objects.list('stream/')) await objects.remove(key);
    await expect(open().open(NAME)).rejects.toThrow('stream.gap');
  });

  it('keeps shards and streams apart', async () => {
    const { open } = stores();
    const ledger = open();
    await append(ledger, await ledger.open(NAME), [minute(0)]);
    for (const other of [
      { ...NAME, shard: 'shard-1' },
      { ...NAME, stream: 't' },
    ]) {
      expect(await ledger.open(other)).toMatchObject({ sequence: undefined, windows: { batch: 0 } });
    }
  });
});
