import { setTimeout as sleep } from 'node:timers/promises';
import { type KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { AppError } from '../../errors/appError.ts';
import type { SignalSink } from '../../ports/signalSink.ts';
import type { SignalEvent } from '../../signals/signalEvent.ts';
import { signalMessage } from '../../signals/signalMessage.ts';

export interface KinesisSinkOptions {
  /** Tries of one batch; each sends again what the one before could not place. */
  readonly tries: number;
  readonly baseDelayMs: number;
}

/** Limits of one PutRecords call. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const MOST_RECORDS = 500;
const MOST_BYTES = 5 * 1024 * 1024;
const DEFAULTS: KinesisSinkOptions = { tries: 6, baseDelayMs: 100 };

/**
 * A SignalSink over a Kinesis stream. Events of one film share a shard, in the order in which they are given. A record that
 * was refused is sent again, so that one may arrive twice: it counts once, by its id.
 */
export function createKinesisSignalSink(
  client: KinesisClient,
  stream: string,
  options: Partial<KinesisSinkOptions> = {},
): SignalSink {
  const { tries, baseDelayMs } = { ...DEFAULTS, ...options };

  /** @returns the records that were not placed */
  async function putBatch(records: readonly PutRecordsRequestEntry[]): Promise<readonly PutRecordsRequestEntry[]> {
    const { Records: answers = [] } = await client.send(
      new PutRecordsCommand({ StreamName: stream, Records: [...records] }),
    );
    return records.filter((_, at) => answers[at]?.ErrorCode !== undefined || answers[at] === undefined);
  }

  async function putAll(batch: readonly PutRecordsRequestEntry[]): Promise<void> {
    let left = batch;
    let cause: unknown;
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await sleep(Math.random() * baseDelayMs * 2 ** attempt);
      try {
        left = await putBatch(left);
        if (left.length === 0) return;
      } catch (error) {
        cause = error;
      }
    }
    throw new AppError('collect.sink-unavailable', { count: left.length }, { cause });
  }

  return {
    async put(events) {
      for (const batch of inBatches(events.map(toRecord))) await putAll(batch);
    },
  };
}

function toRecord(event: SignalEvent): PutRecordsRequestEntry {
  const message = signalMessage(event);
  return {
    Data: new TextEncoder().encode(JSON.stringify(message)),
    PartitionKey: `${event.market}#${event.filmId}`.slice(0, 256),
  };
}

function* inBatches(records: readonly PutRecordsRequestEntry[]): Generator<readonly PutRecordsRequestEntry[]> {
  let batch: PutRecordsRequestEntry[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = (record.Data?.byteLength ?? 0) + (record.PartitionKey?.length ?? 0) * 4;
    if (batch.length === MOST_RECORDS || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
