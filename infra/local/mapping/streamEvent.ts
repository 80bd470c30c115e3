import type { StreamRecord } from '../stream/localStream.ts';

/** Records of one shard, with what a function is told beside them. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  readonly shardId: string;
  readonly streamArn: string;
  readonly region: string;
}

/** What Lambda hands to a function that reads a stream. */
export function streamEvent({ records, shardId, streamArn, region }: Batch): string {
  return JSON.stringify({
    Records: records.map(({ sequenceNumber, key, data, at }) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: key,
        sequenceNumber,
        data,
        approximateArrivalTimestamp: at / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::123456789012:role/local',
      awsRegion: region,
      eventSourceARN: streamArn,
    })),
  });
}
