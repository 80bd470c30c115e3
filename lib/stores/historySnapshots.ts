import { PREFIX } from '../deployment/environment.ts';
import { AppError } from '../errors/appError.ts';
import type { Market } from '../film/market.ts';
import { type MarketRecords, mergeHistory } from '../history/mergeHistory.ts';
import { decodeSnapshot, encodeSnapshot } from '../history/snapshot.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { sha256 } from '../provenance/sha256.ts';
import { SIMULATED_ID } from '../simulation/simulatedId.ts';
import { POINTER, pointerAt, replacePointer } from './pointerChanges.ts';

/** Which snapshot of a market is the present one. */
export interface SnapshotPointer {
  readonly market: Market;
  /** Object key in the artifacts bucket; immutable, so it can be cached for ever. */
  readonly key: string;
  readonly hash: string;
  /** Grows by one with every change. */
  readonly version: number;
  readonly films: number;
  readonly rows: number;
}

/** What one batch contributes to one market. */
export interface SnapshotPart {
  readonly batch: string;
  /** Later parts replace earlier ones; equal orders go by the name of the batch. */
  readonly order: number;
  /** Of the same batch, the part with the greatest stamp stays. */
  readonly stamp: string;
  readonly records: MarketRecords;
}

export interface HistorySnapshots {
  current(market: Market): Promise<SnapshotPointer | undefined>;
  /** The pointer as it stood at an instant (ms); undefined when there was none yet. */
  at(market: Market, instant: number): Promise<SnapshotPointer | undefined>;
  /** The records behind a key; kept in memory. @throws AppError `history.snapshot-broken` */
  load(key: string): Promise<MarketRecords>;
  /**
   * Adds a batch's part, or replaces the one it had, and moves the pointer to the snapshot of all parts. Safe to repeat,
   * and safe while other batches do the same: nobody's rows are lost. Every move of the pointer is kept.
   * @param now from when on the snapshot stands, ms since the epoch
   * @throws AppError `history.snapshot-contended` when others were faster every time; trying again later is safe
   */
  accept(part: SnapshotPart, now: number): Promise<SnapshotPointer>;
}

/** How many decoded snapshots stay in memory: one per market and one more. */
const KEPT = 4;
const ROUNDS = 25;
const PART = 'part#';

const partitionOf = (market: Market) => `snapshot#${market}`;
const snapshotKey = (market: Market, hash: string) => `${PREFIX.snapshots}${market}/${hash}.bin.gz`;
const partKey = (market: Market, hash: string) => `${PREFIX.snapshots}${market}/parts/${hash}.bin.gz`;

/** A snapshot and the parts it was made of: the first `count` of them, in order, have this fingerprint. */
interface Made {
  readonly key: string;
  readonly count: number;
  readonly fingerprint: string;
}
interface PartRecord {
  readonly batch: string;
  readonly order: number;
  readonly hash: string;
  /** Of the generated sample, wholly. */
  readonly simulated: boolean;
}

/**
 * Market snapshots: every batch leaves an immutable part, the snapshot is all parts merged in order. The pointer moves
 * by conditional write and remembers how its snapshot was made, so that a new batch is merged into it and only parts
 * that come late or change cause a rebuild. Parts of the simulated sample count only while there is nothing else.
 */
export function createHistorySnapshots(table: ItemTable, objects: ObjectStore): HistorySnapshots {
  const memory = new Map<string, Promise<MarketRecords>>();

  function load(key: string): Promise<MarketRecords> {
    const known = memory.get(key);
    memory.delete(key);
    const records = known ?? read(key);
    memory.set(key, records);
    for (const oldest of memory.keys()) if (memory.size > KEPT) memory.delete(oldest);
    if (!known) records.catch(() => memory.delete(key));
    return records;
  }

  async function read(key: string): Promise<MarketRecords> {
    const found = await objects.get(key);
    if (!found) throw new AppError('history.snapshot-broken', { key, reason: 'it is not in the store' });
    const hash = /([0-9a-f]{64})\.bin\.gz$/.exec(key)?.[1];
    return decodeSnapshot(found.body, hash);
  }

  async function keepPart({ batch, order, stamp, records }: SnapshotPart): Promise<void> {
    const { market } = records;
    const { hash, bytes } = encodeSnapshot(records);
    const simulated = isSimulated(records);
    await objects.put(partKey(market, hash), bytes, { onlyIfAbsent: true });
    await table.put(
      { pk: partitionOf(market), sk: `${PART}${batch}`, batch, order, stamp, hash, simulated },
      { absentOrLess: { attribute: 'stamp', than: stamp } },
    );
  }

  async function partsOf(market: Market): Promise<readonly PartRecord[]> {
    const parts: PartRecord[] = [];
    let cursor: string | undefined;
    do {
      const options = { prefix: PART, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) };
      const page = await table.query(partitionOf(market), options);
      parts.push(...page.items.map((item) => item as unknown as PartRecord));
      cursor = page.cursor;
    } while (cursor !== undefined);
    // Made-up films must not compete with real ones: the sample steps aside for the first real history.
    const own = parts.filter(({ simulated }) => !simulated);
    return (own.length > 0 ? own : parts).sort((a, b) => a.order - b.order || (a.batch < b.batch ? -1 : 1));
  }

  /** Merges what the base lacks, in order. */
  async function merge(market: Market, parts: readonly PartRecord[], base: Made | undefined): Promise<MarketRecords> {
    let records: MarketRecords = base ? await load(base.key) : { market, films: [], rows: [] };
    for (const part of parts.slice(base?.count ?? 0)) {
      records = mergeHistory(records, await read(partKey(market, part.hash)));
    }
    return records;
  }

  return {
    load,

    async current(market) {
      const item = await table.get(partitionOf(market), POINTER);
      return item && toPointer(item, market);
    },

    async at(market, instant) {
      const item = await pointerAt(table, partitionOf(market), instant);
      return item && toPointer(item, market);
    },

    async accept(part, now) {
      const { market } = part.records;
      await keepPart(part);
      for (let round = 0; round < ROUNDS; round++) {
        const pointer = await table.get(partitionOf(market), POINTER);
        const parts = await partsOf(market);
        const fingerprint = fingerprintOf(parts, parts.length);
        if (pointer?.['fingerprint'] === fingerprint) return toPointer(pointer, market);

        const earlier = pointer ? [toMade(pointer), toMade(pointer['base'])].filter((made) => made !== undefined) : [];
        const base = earlier.find((made) => made.fingerprint === fingerprintOf(parts, made.count));
        const records = await merge(market, parts, base);
        const { hash, bytes } = encodeSnapshot(records);
        const key = snapshotKey(market, hash);
        await objects.put(key, bytes, { onlyIfAbsent: true });
        const next: Item = {
          pk: partitionOf(market),
          sk: POINTER,
          since: now,
          version: Number(pointer?.['version'] ?? 0) + 1,
          ...{ key, hash, fingerprint, count: parts.length },
          ...{ films: records.films.length, rows: records.rows.length },
          ...(base ? { base: { key: base.key, count: base.count, fingerprint: base.fingerprint } } : {}),
        };
        if (await replacePointer(table, next, pointer)) return toPointer(next, market);
      }
      throw new AppError('history.snapshot-contended', { market });
    },
  };
}

function fingerprintOf(parts: readonly PartRecord[], count: number): string {
  return count > parts.length
    ? ''
    : sha256(
        parts
          .slice(0, count)
          .map(({ order, batch, hash }) => `${order} ${batch} ${hash}`)
          .join('\n'),
      );
}

function toMade(value: unknown): Made | undefined {
  const made = value as Partial<Made> | undefined;
  return made?.key === undefined ? undefined : (made as Made); // only this store writes these records
}

function toPointer(item: Item, market: Market): SnapshotPointer {
  const { key, hash, version, films, rows } = item as unknown as SnapshotPointer;
  return { market, key, hash, version, films, rows };
}

function isSimulated({ films, rows }: MarketRecords): boolean {
  const made = ({ filmId }: { readonly filmId: string }) => filmId.startsWith(SIMULATED_ID);
  return films.every(made) && rows.every(made);
}
