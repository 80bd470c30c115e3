import { AppError } from '../../errors/appError.ts';
import type { ItemTable } from '../../ports/itemTable.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import { sha256 } from '../../provenance/sha256.ts';
import { fromStoredState, type StoredWindowState, toStoredState } from '../../windows/storedState.ts';
import { packBody, unpackBody } from './body.ts';
import { numbered, partitionOf, shardFolder } from './places.ts';
import type { ShardName, ShardState } from './shardState.ts';

interface Snapshot {
  readonly sequence?: string;
  readonly windows: StoredWindowState;
}

const BATCH = /\/(?:commits|snapshots)\/(\d{12})-/;

/** Snapshots of shards: the state in the bucket under a key of its own, and a pointer in the table that only advances. */
export function createShardSnapshots(table: ItemTable, objects: ObjectStore) {
  /** Removes what the snapshot of a batch has made superfluous. */
  async function clear(name: ShardName, batch: number): Promise<void> {
    const keys = await objects.list(shardFolder(name));
    for (const key of keys) {
      const of = Number(BATCH.exec(key)?.[1] ?? batch + 1);
      if (of < batch || (of === batch && key.includes('/commits/'))) await objects.remove(key);
    }
  }

  return {
    /** @returns undefined when there is none, 'replaced' when another took its place while it was being read */
    async load(name: ShardName): Promise<ShardState | undefined | 'replaced'> {
      const pointer = await table.get(partitionOf(name), 'snapshot');
      if (!pointer) return undefined;
      const object = await objects.get(String(pointer['key']));
      if (!object) return 'replaced';
      const { sequence, windows } = unpackBody<Snapshot>(object.body);
      return { name, windows: fromStoredState(windows), sequence, snapshotBatch: windows.batch, outbox: undefined };
    },

    async save(state: ShardState): Promise<void> {
      const { name, sequence, windows } = state;
      const content: Snapshot = { ...(sequence === undefined ? {} : { sequence }), windows: toStoredState(windows) };
      const body = packBody(content);
      const { batch } = windows;
      const key = `${shardFolder(name)}snapshots/${numbered(batch)}-${sha256(body)}.json.gz`;
      await objects.put(key, body);
      const pointer = { pk: partitionOf(name), sk: 'snapshot', batch, key };
      const advanced = await table.put(pointer, { absentOrLess: { attribute: 'batch', than: batch } });
      state.snapshotBatch = batch;
      if (!advanced) return;
      try {
        await clear(name, batch);
      } catch (error) {
        // What was not removed is only in the way, and the next snapshot tries again.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}
