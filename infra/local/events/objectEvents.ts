import { randomUUID } from 'node:crypto';
import type { BucketDefinition } from '../s3/readBuckets.ts';
import { type CreatedObject, s3EventRecord } from '../s3/s3Event.ts';
import type { Place } from '../template/resourceNames.ts';
import { dispatch, type EventRule } from './eventRules.ts';

const REASONS = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
} as const;

export interface ObjectEventsDeps {
  readonly place: Place;
  readonly buckets: readonly BucketDefinition[];
  readonly rules: readonly EventRule[];
  readonly deliver: (functionArn: string, event: string) => Promise<void>;
}

/** Tells functions of new objects: those that a bucket names, and those behind rules of the event bus. */
export function createObjectEvents({ place, buckets, rules, deliver }: ObjectEventsDeps) {
  return async (created: CreatedObject): Promise<void> => {
    const bucket = buckets.find(({ name }) => name === created.bucket);
    const direct = (bucket?.notifications ?? []).filter(
      ({ events, prefix, suffix }) =>
        events.some((pattern) => fitsName(created.event, pattern)) &&
        created.key.startsWith(prefix) &&
        created.key.endsWith(suffix),
    );
    const record = JSON.stringify({ Records: [s3EventRecord(created, place.region)] });
    await Promise.all([
      ...direct.map(({ functionArn }) => deliver(functionArn, record)),
      ...(bucket?.announces ? [dispatch(busEvent(created, place), rules, deliver)] : []),
    ]);
  };
}

function fitsName(event: string, pattern: string): boolean {
  const wanted = pattern.replace(/^s3:/, '');
  return wanted.endsWith('*') ? event.startsWith(wanted.slice(0, -1)) : event === wanted;
}

/** What S3 puts on the event bus: keys are written plainly here. */
function busEvent(created: CreatedObject, { account, region, partition }: Place) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account,
    time: created.time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:${partition}:s3:::${created.bucket}`],
    detail: {
      version: '0',
      bucket: { name: created.bucket },
      object: {
        key: created.key,
        size: created.size,
        etag: created.etag.replaceAll('"', ''),
        sequencer: created.sequencer,
      },
      'request-id': randomUUID(),
      requester: account,
      'source-ip-address': '127.0.0.1',
      reason: REASONS[created.event],
    },
  };
}
