import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import type { StreamBatch } from './streamRecord.ts';

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const digits = z.string().regex(/^\d{1,60}$/);

const KinesisEvent = z.object({
  Records: z
    .array(
      z.object({
        /** "shardId-000000000000:49546…" */
        eventID: z.string().regex(/^[^:]+:\d+$/),
        eventSource: z.literal('aws:kinesis'),
        eventSourceARN: z.string(),
        kinesis: z.object({
          sequenceNumber: digits,
          data: base64,
          /** Seconds since the epoch, with decimals. */
          approximateArrivalTimestamp: z.number(),
        }),
      }),
    )
    .min(1),
});

const KafkaEvent = z.object({
  eventSource: z.enum(['aws:kafka', 'SelfManagedKafka']),
  records: z.record(
    z.string(),
    z.array(
      z.object({
        topic: z.string(),
        partition: z.number().int(),
        offset: z.number().int().nonnegative(),
        /** Milliseconds since the epoch. */
        timestamp: z.number(),
        timestampType: z.string().optional(),
        /** Absent for a tombstone. */
        value: base64.nullish(),
      }),
    ),
  ),
});

/** What a mapping hands over: batches, one per shard or partition. */
export interface StreamEvent {
  readonly source: 'kinesis' | 'kafka';
  readonly batches: readonly StreamBatch[];
}

/**
 * Reads an event of a mapping of a Kinesis stream or of a Kafka topic, managed or not.
 * @throws AppError `stream.event-unknown`; `stream.producer-time` for a topic that does not stamp records on arrival
 */
export function parseStreamEvent(event: unknown): StreamEvent {
  const kinesis = KinesisEvent.safeParse(event);
  if (kinesis.success) return { source: 'kinesis', batches: kinesisBatches(kinesis.data) };
  const kafka = KafkaEvent.safeParse(event);
  if (kafka.success) return { source: 'kafka', batches: kafkaBatches(kafka.data) };
  throw new AppError('stream.event-unknown', {}, { cause: kinesis.error });
}

function kinesisBatches({ Records }: z.infer<typeof KinesisEvent>): readonly StreamBatch[] {
  const shards = Map.groupBy(Records, ({ eventSourceARN, eventID }) => {
    const stream = eventSourceARN.slice(eventSourceARN.lastIndexOf('/') + 1);
    return `${stream}:${eventID.slice(0, eventID.indexOf(':'))}`;
  });
  return [...shards].map(([key, records]) => {
    const [stream = '', shard = ''] = key.split(':');
    return {
      stream,
      shard,
      records: records.map(({ kinesis: { sequenceNumber, data, approximateArrivalTimestamp } }) => ({
        sequence: sequenceNumber,
        data,
        arrivedAt: Math.round(approximateArrivalTimestamp * 1000),
      })),
    };
  });
}

function kafkaBatches({ records }: z.infer<typeof KafkaEvent>): readonly StreamBatch[] {
  const all = Object.values(records).flat();
  for (const { topic, timestampType } of all) {
    if (timestampType !== 'LOG_APPEND_TIME') throw new AppError('stream.producer-time', { topic });
  }
  const partitions = Map.groupBy(all, ({ topic, partition }) => `${topic}:${partition}`);
  return [...partitions].map(([key, ofPartition]) => {
    const [stream = '', shard = ''] = key.split(':');
    return {
      stream,
      shard,
      records: ofPartition.map(({ offset, timestamp, value }) => ({
        sequence: String(offset),
        data: value ?? new Uint8Array(),
        arrivedAt: timestamp,
      })),
    };
  });
}
