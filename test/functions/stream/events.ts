import type { StreamRecord } from '../../../lib/streaming/streamRecord.ts';

const base64 = (data: Uint8Array) => Buffer.from(data).toString('base64');

/** Records of one shard as Lambda hands them over from Kinesis. */
export function kinesisEvent(shard: string, records: readonly StreamRecord[]) {
  return {
    Records: records.map(({ sequence, data, arrivedAt }) => ({
      ...{ eventID: `${shard}:${sequence}`, eventName: 'aws:kinesis:record', eventVersion: '1.0' },
      ...{ eventSource: 'aws:kinesis', awsRegion: 'eu-west-1', invokeIdentityArn: 'arn:aws:iam::1:role/r' },
      eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/signals',
      kinesis: {
        ...{ kinesisSchemaVersion: '1.0', partitionKey: 'CN#A', sequenceNumber: sequence, data: base64(data) },
        approximateArrivalTimestamp: arrivedAt / 1000,
      },
    })),
  };
}

/** Records of partitions as Lambda hands them over from Kafka. */
export function kafkaEvent(
  partitions: Readonly<Record<number, readonly StreamRecord[]>>,
  parts: { readonly eventSource?: string; readonly timestampType?: string } = {},
) {
  const records = Object.entries(partitions).map(([partition, of]) => [
    `signals-${partition}`,
    of.map(({ sequence, data, arrivedAt }) => ({
      ...{ topic: 'signals', partition: Number(partition), offset: Number(sequence), timestamp: arrivedAt },
      ...{ timestampType: parts.timestampType ?? 'LOG_APPEND_TIME', key: base64(new Uint8Array()), headers: [] },
      ...(data.length > 0 ? { value: base64(data) } : {}),
    })),
  ]);
  return {
    ...{ eventSource: parts.eventSource ?? 'aws:kafka', bootstrapServers: 'b-1:9092' },
    records: Object.fromEntries(records) as Record<string, unknown>,
  };
}
