import { AppError } from '../../errors/appError.ts';
import type { ItemTable } from '../../ports/itemTable.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import type { ShardLineage } from '../../ports/shardLineage.ts';
import { mergeStates } from '../../windows/mergeStates.ts';
import { createCommitRing, RING } from './commitRing.ts';
import { partitionOf } from './places.ts';
import { createShardSnapshots } from './shardSnapshots.ts';
import { applyCommit, type BatchCommit, type Emission, type ShardName, type ShardState } from './shardState.ts';

export interface StreamLedger {
  /**
   * A shard as the last commit left it, whoever made it. The state belongs to the ledger and is valid until the next
   * call for the same shard.
   * @throws AppError `stream.gap` when commits are missing
   */
  open(name: ShardName): Promise<ShardState>;
  /**
   * Has the last commit's emission made unless that is known to have been done, and keeps a snapshot when one is due:
   * to be called before a further commit and after it. An emission may be made more than once, never not at all.
   */
  settle(state: ShardState, emit: (emission: Emission) => Promise<void>): Promise<void>;
  /**
   * Makes a batch lasting in one conditional write: all of it or nothing. Whether a write that failed was done all the
   * same shows when the state is opened again.
   * @returns false when another worker's batch came first; the state has to be opened again
   */
  commit(state: ShardState, commit: BatchCommit): Promise<boolean>;
}

export interface StreamLedgerDeps {
  /** The signals table. */
  readonly table: ItemTable;
  /** The signals bucket. */
  readonly objects: ObjectStore;
  /** Needed where shards split and merge. */
  readonly lineage?: ShardLineage;
  /** Batches between snapshots; default 100, at most {@link RING} less one. */
  readonly snapshotEvery?: number;
}

/** Shards whose state a worker keeps in memory. */
const KEPT = 8;
const LOADS = 5;

/**
 * The state of shards, made lasting batch by batch. A worker holds it in memory, reads what others have committed since,
 * and appends; a new one starts from the last snapshot and the commits after it.
 */
export function createStreamLedger({ table, objects, lineage, snapshotEvery = 100 }: StreamLedgerDeps): StreamLedger {
  if (!(snapshotEvery >= 1 && snapshotEvery < RING)) throw new RangeError(`a snapshot every ${snapshotEvery} batches`);
  const ring = createCommitRing(table, objects);
  const snapshots = createShardSnapshots(table, objects);
  const held = new Map<string, ShardState>();

  const emittedBatch = async (name: ShardName) => {
    const mark = await table.get(partitionOf(name), 'emitted');
    return Number(mark?.['batch'] ?? 0);
  };

  /** @returns false when commits that the state lacks are gone, because a later snapshot has them */
  async function catchUp(state: ShardState): Promise<boolean> {
    let moved = false;
    for (;;) {
      const batch = state.windows.batch + 1;
      const found = await ring.find(state.name, batch);
      if (found === 'superseded') return false;
      if (found === 'none') break;
      applyOnce(state, batch, found.commit);
      moved = true;
    }
    if (moved && (await emittedBatch(state.name)) >= state.windows.batch) state.outbox = undefined;
    return true;
  }

  /** The state to begin with: the last snapshot, or what the shards before this one have left. */
  async function load(name: ShardName): Promise<ShardState | 'replaced'> {
    const snapshot = await snapshots.load(name);
    if (snapshot !== undefined) return snapshot;
    const parents = (await lineage?.parents(name.stream, name.shard)) ?? [];
    const ended: ShardState[] = [];
    for (const shard of parents) ended.push(await latest({ stream: name.stream, shard }));
    const windows = mergeStates(ended.map((parent) => parent.windows));
    const state = { name, windows, sequence: undefined, snapshotBatch: windows.batch, outbox: undefined };
    // From then on the shard stands for itself, and its batches are numbered on.
    if (windows.batch > 0) await snapshots.save(state);
    return state;
  }

  async function latest(name: ShardName): Promise<ShardState> {
    const key = partitionOf(name);
    for (let round = 0; round < LOADS; round++) {
      const state = held.get(key) ?? (await load(name));
      if (state !== 'replaced' && (await catchUp(state))) return state;
      held.delete(key);
    }
    throw new AppError('stream.gap', { shard: name.shard });
  }

  return {
    async open(name) {
      const key = partitionOf(name);
      const state = await latest(name);
      held.delete(key);
      held.set(key, state);
      for (const oldest of held.keys()) if (held.size > KEPT) held.delete(oldest);
      return state;
    },

    async settle(state, emit) {
      const { name, outbox } = state;
      const { batch } = state.windows;
      if (outbox !== undefined) {
        await emit(outbox);
        await table.put(
          { pk: partitionOf(name), sk: 'emitted', batch },
          { absentOrLess: { attribute: 'batch', than: batch } },
        );
        state.outbox = undefined;
      }
      if (batch - state.snapshotBatch >= snapshotEvery) await snapshots.save(state);
    },

    async commit(state, commit) {
      if (state.outbox !== undefined) throw new RangeError('the batch before was not settled');
      const batch = state.windows.batch + 1;
      if (!(await ring.put(state.name, batch, commit))) return false;
      applyOnce(state, batch, commit);
      return true;
    },
  };
}

/** Several deliveries may share a state: whoever learns of a commit first applies it. */
function applyOnce(state: ShardState, batch: number, commit: BatchCommit): void {
  if (state.windows.batch === batch - 1) applyCommit(state, commit);
}
