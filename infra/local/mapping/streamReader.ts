import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '../lambda/outcome.ts';
import type { LocalStream, StreamRecord } from '../stream/localStream.ts';
import type { Checkpoints } from './checkpoints.ts';
import { deliverBatch } from './deliverBatch.ts';
import type { MappingDefinition } from './readMappings.ts';
import { type Batch, streamEvent } from './streamEvent.ts';

export interface StreamReaderDeps {
  readonly mapping: MappingDefinition;
  readonly stream: LocalStream;
  readonly region: string;
  readonly checkpoints: Checkpoints;
  readonly call: (event: string) => Promise<Outcome>;
  readonly giveUp: (message: string, reason: Readonly<Record<string, string>>) => Promise<void>;
  /** Milliseconds before the second try, the third …; the last one repeats. */
  readonly retryDelays: readonly number[];
}

/** Feeds a function from a stream, each shard in its order, shards side by side. */
export interface StreamReader {
  /** Every record before this position is done or given up. */
  readonly handled: number;
  /** Resolves when nothing that was acknowledged waits. */
  idle(): Promise<void>;
  /** What is under way is not noted as done, and comes again at the next start. */
  stop(): Promise<void>;
}

// Lambda's limit of an event is 6 MB; one more record, keys and names take their share.
const BATCH_BYTES = 4_000_000;

export async function startStreamReader(deps: StreamReaderDeps): Promise<StreamReader> {
  const { mapping, stream, checkpoints } = deps;
  const stopping = new AbortController();
  const positions: number[] = [];
  const waiting = new Set<() => void>();
  const handled = () => Math.min(...positions);
  const note = (shard: number, position: number): void => {
    positions[shard] = Math.max(position, positions[shard] ?? 0);
    if (handled() < stream.end) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  const pause = async (tries: number): Promise<void> => {
    const delay = deps.retryDelays[Math.min(tries, deps.retryDelays.length) - 1] ?? 0;
    await wait(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
  };
  /** @returns false when the run was stopped in between */
  const handOver = async (shard: number): Promise<boolean> => {
    const shardId = stream.shards[shard]?.id ?? '';
    const from = positions[shard] ?? stream.first;
    const gathered = await gather({ mapping, stream, shard, from, signal: stopping.signal, passed: note });
    if (stopping.signal.aborted) return false;
    const batch: Batch = { records: gathered.records, shardId, streamArn: stream.arn, region: deps.region };
    const delivery = {
      ...{ mapping, pause, giveUp: deps.giveUp, now: Date.now },
      call: (part: Batch) => deps.call(streamEvent(part)),
      async settled(upTo: number) {
        await checkpoints.put(readerName(mapping, shardId), upTo);
        note(shard, upTo);
      },
    };
    if (!(await deliverBatch(delivery, batch))) return false;
    note(shard, gathered.next);
    return true;
  };
  const follow = async (shard: number): Promise<void> => {
    for (let going = true; going && !stopping.signal.aborted; ) {
      // A disk that is full stops nobody for good: what is not noted as done comes again.
      going = await handOver(shard).catch(async () => {
        await pause(1);
        return true;
      });
    }
  };

  for (const [shard, { id }] of stream.shards.entries()) {
    const reader = readerName(mapping, id);
    const kept = await checkpoints.get(reader);
    positions[shard] = kept ?? (mapping.startsAtLatest ? stream.end : stream.first);
    // From now on "the latest" is this place, also after a restart.
    if (kept === undefined) await checkpoints.put(reader, positions[shard]);
  }
  const following = stream.shards.map((_, shard) => follow(shard));

  return {
    get handled() {
      return handled();
    },
    async idle() {
      if (handled() < stream.end) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    async stop() {
      stopping.abort();
      for (const resolve of waiting) resolve();
      await Promise.all(following);
    },
  };
}

function readerName({ logicalId }: MappingDefinition, shardId: string): string {
  return `${logicalId}-${shardId}`;
}

interface Gathering {
  readonly mapping: MappingDefinition;
  readonly stream: LocalStream;
  readonly shard: number;
  readonly from: number;
  readonly signal: AbortSignal;
  /** Told of what belongs to other shards and need not be looked at again. */
  readonly passed: (shard: number, position: number) => void;
}

/** Collects records until the batch is full or its first record has waited for the window. */
async function gather({
  mapping,
  stream,
  shard,
  from,
  signal,
  passed,
}: Gathering): Promise<{ readonly records: readonly StreamRecord[]; readonly next: number }> {
  const records: StreamRecord[] = [];
  let next = from;
  let until = Number.POSITIVE_INFINITY;
  let bytes = BATCH_BYTES;
  while (!signal.aborted) {
    const found = await stream.read({ shard, from: next, most: mapping.batchSize - records.length, bytes });
    next = found.next;
    records.push(...found.records);
    for (const { data } of found.records) bytes -= data.length;
    if (records.length > 0 && until === Number.POSITIVE_INFINITY) until = Date.now() + mapping.windowMs;
    const full = records.length >= mapping.batchSize || bytes <= 0;
    if (records.length > 0 && (full || Date.now() >= until)) break;
    if (records.length === 0) passed(shard, next);
    await grown(stream, next, until - Date.now(), signal);
  }
  return { records, next };
}

/** Resolves when the stream has grown beyond a position, after some milliseconds, or when the signal is given. */
async function grown(stream: LocalStream, position: number, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (stream.end > position) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      leave();
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const leave = stream.onGrowth(end);
    const timer = Number.isFinite(milliseconds) ? setTimeout(end, milliseconds) : undefined;
    signal.addEventListener('abort', end);
  });
}
