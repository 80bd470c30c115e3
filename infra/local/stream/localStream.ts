import path from 'node:path';
import { openDiskFiles } from './diskFiles.ts';
import { type Journal, openJournal } from './journal.ts';
import { createMemoryFiles } from './memoryFiles.ts';
import type { StreamDefinition } from './readStreams.ts';
import { positionOf, sequenceNumberOf } from './sequenceNumbers.ts';
import { divideIntoShards, type Shard, shardOf } from './shards.ts';

/** A record as a producer hands it over; the data is base64. */
export interface NewRecord {
  readonly key: string;
  readonly data: string;
  readonly explicitHashKey?: string | undefined;
}

/** A record that was accepted. */
export interface StreamRecord {
  readonly position: number;
  readonly sequenceNumber: string;
  readonly key: string;
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Where a shard is to be read from, and how much of it. */
interface ShardRange {
  /** Index of the shard. */
  readonly shard: number;
  readonly from: number;
  readonly most: number;
  /** Most bytes of data; the first record comes in any case. */
  readonly bytes: number;
}

/** A stream of records in shards. */
export interface LocalStream extends StreamDefinition {
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly shards: readonly Shard[];
  /** Position of the oldest record that is kept. */
  readonly first: number;
  /** Position that the next record will get. */
  readonly end: number;
  /** Resolves once all records are on the disk. @throws RangeError for a hash key that is none */
  put(records: readonly NewRecord[]): Promise<readonly { readonly shard: number; readonly sequenceNumber: string }[]>;
  /** Records of one shard, and the position from which to read on. */
  read(range: ShardRange): Promise<{ readonly records: readonly StreamRecord[]; readonly next: number }>;
  /** @returns undefined when the sequence number is none of this stream */
  positionOf(sequenceNumber: string): number | undefined;
  positionAt(time: number): Promise<number>;
  onGrowth(listener: () => void): () => void;
  /** Forgets what is older than the retention and stands before a position. */
  forget(now: number, upTo: number): Promise<void>;
  close(): Promise<void>;
}

/** Shard, partition key, data. */
type Entry = readonly [shard: number, key: string, data: string];

const READ_AHEAD = 1000;

/**
 * Opens a stream with all records that were ever acknowledged and are not yet forgotten.
 * @param folder where its journal lies; undefined = in memory
 * @throws LocalError `local.data-unreadable`
 */
export async function openLocalStream(
  folder: string | undefined,
  definition: StreamDefinition,
  now: () => number = Date.now,
): Promise<LocalStream> {
  const files =
    folder === undefined
      ? createMemoryFiles()
      : await openDiskFiles(path.join(folder, encodeURIComponent(definition.name)));
  const about = { created: now(), shards: definition.shardCount };
  return createLocalStream(await openJournal<Entry>({ files, now, about }), definition);
}

function createLocalStream(journal: Journal<Entry>, definition: StreamDefinition): LocalStream {
  const created = journal.about['created'] ?? 0;
  const shardCount = journal.about['shards'] ?? definition.shardCount;
  return {
    ...definition,
    ...{ created, shardCount, shards: divideIntoShards(shardCount) },
    get first() {
      return journal.first;
    },
    get end() {
      return journal.end;
    },
    async put(records) {
      const entries = records.map(({ key, data, explicitHashKey }): Entry => {
        const shard = shardOf(key, explicitHashKey, shardCount);
        if (shard === undefined) throw new RangeError(`no hash key: ${explicitHashKey}`);
        return [shard, key, data];
      });
      const first = await journal.append(entries);
      return entries.map(([shard], index) => ({ shard, sequenceNumber: sequenceNumberOf(created, first + index) }));
    },
    async read({ shard, from, most, bytes }) {
      const records: StreamRecord[] = [];
      let size = 0;
      let next = Math.max(from, journal.first);
      while (next < journal.end && records.length < most) {
        for (const { position, at, entry } of await journal.read(next, READ_AHEAD)) {
          const [itsShard, key, data] = entry;
          if (itsShard === shard) {
            size += data.length;
            if (records.length === most || (records.length > 0 && size > bytes)) return { records, next };
            records.push({ position, sequenceNumber: sequenceNumberOf(created, position), key, data, at });
          }
          next = position + 1;
        }
      }
      return { records, next };
    },
    positionOf: (sequenceNumber) => positionOf(created, sequenceNumber),
    positionAt: (time) => journal.positionAt(time),
    onGrowth: (listener) => journal.onGrowth(listener),
    forget: (moment, upTo) => journal.forget(moment - definition.retentionMs, upTo),
    close: () => journal.close(),
  };
}
