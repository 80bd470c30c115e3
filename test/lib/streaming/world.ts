import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { Item, ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import type { RefreshRequest } from '../../../lib/ports/refreshQueue.ts';
import type { ShardLineage } from '../../../lib/ports/shardLineage.ts';
import type { SignalLog } from '../../../lib/ports/signalLog.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { createFailedRecords } from '../../../lib/stores/failedRecords.ts';
import { createStreamLedger } from '../../../lib/stores/streamLedger/streamLedger.ts';
import { createWindowRows } from '../../../lib/stores/windowRows.ts';
import type { ConsumeDeps } from '../../../lib/streaming/consumeBatch.ts';
import { toStoredState } from '../../../lib/windows/storedState.ts';

export const SHARD = { stream: 'signals', shard: 'shardId-000000000000' } as const;

/** Everything that outlives a worker. */
export interface World {
  readonly table: ItemTable;
  readonly objects: ObjectStore;
  /** The log: each event once, as it was taken in first. */
  readonly kept: Map<string, SignalEvent>;
  readonly requests: RefreshRequest[];
  /** What the failure queue was told. */
  readonly notices: object[];
  /** Windows that were handed to the store, by film, start and version; the same version must always say the same. */
  readonly emitted: Map<string, string>;
}

export function newWorld(): World {
  const inner = createMemoryItemTable(() => 0);
  const emitted = new Map<string, string>();
  const watch = ({ pk, sk, version, ...row }: Item) => {
    const key = `${pk} ${sk} ${String(version)}`;
    const text = JSON.stringify(row);
    if ((emitted.get(key) ?? text) !== text) throw new TypeError(`${key} was emitted as two different rows`);
    emitted.set(key, text);
  };
  const table: ItemTable = {
    ...inner,
    put: async (item, condition) => {
      if (item.pk.startsWith('windows#')) watch(item);
      return inner.put(item, condition);
    },
  };
  return { table, objects: createMemoryObjectStore(), kept: new Map(), requests: [], notices: [], emitted };
}

/** Asked before and after every call of a store; may fail, or never come back. */
export type Hook = (moment: 'before' | 'after') => Promise<void>;

/** A worker over the stores of a world, with nothing in its memory. */
export function newWorker(
  world: World,
  hook: Hook = async () => {},
  snapshotEvery = 3,
  lineage?: ShardLineage,
): ConsumeDeps {
  const hooked =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await hook('before');
      const result = await call(...args);
      await hook('after');
      return result;
    };
  const { get, put, remove, query } = world.table;
  const table = { get: hooked(get), put: hooked(put), remove: hooked(remove), query: hooked(query) };
  const { objects: inner } = world;
  const objects: ObjectStore = {
    get: hooked(inner.get),
    head: hooked(inner.head),
    put: hooked(inner.put),
    list: hooked(inner.list),
    remove: hooked(inner.remove),
  };
  const log = memoryLog(world);
  return {
    ledger: createStreamLedger({ table, objects, snapshotEvery, ...(lineage && { lineage }) }),
    signals: { ...log, append: hooked(log.append) },
    windows: createWindowRows(table),
    refresh: { request: hooked(async (films: readonly RefreshRequest[]) => void world.requests.push(...films)) },
    failed: createFailedRecords(objects, { send: hooked(async (notices) => void world.notices.push(...notices)) }),
  };
}

function memoryLog({ kept }: World): SignalLog {
  return {
    async append(events) {
      for (const event of events) {
        const known = kept.get(event.eventId);
        if (known === undefined || event.ingestedAt < known.ingestedAt) kept.set(event.eventId, event);
      }
    },
    read: async (market, filmId, before) =>
      [...kept.values()]
        .filter((event) => event.market === market && event.filmId === filmId && event.ingestedAt < before)
        .sort((a, b) => a.observedAt - b.observedAt),
  };
}

/** All that a world holds, in an order of its own, to be compared with another's. */
export async function contents(world: World) {
  const { windows, sequence } = await newWorker(world).ledger.open(SHARD);
  const { films, eventIds, ...state } = toStoredState(windows);
  const bySortKey = <Part>(parts: readonly Part[]) => parts.map((part) => JSON.stringify(part)).sort();
  const rows = [];
  for (const filmId of new Set([...world.kept.values()].map((event) => event.filmId))) {
    rows.push(...(await createWindowRows(world.table).list('CN', filmId, { limit: 10_000 })).windows);
  }
  return {
    sequence,
    state: {
      ...state,
      films: bySortKey(films),
      eventIds: bySortKey(eventIds.map(([pane, ids]) => [pane, ids.toSorted()])),
    },
    rows: bySortKey(rows),
    kept: bySortKey([...world.kept.values()]),
    failed: (await world.objects.list('failed/')).toSorted(),
    emitted: [...world.emitted].sort(),
    requests: [...new Set(bySortKey(world.requests))],
  };
}
