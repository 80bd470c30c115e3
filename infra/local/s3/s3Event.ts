/** Names of what happened to an object, as event filters write them without their `s3:`. */
export type S3EventName = 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload';

/** An object that came to be. */
export interface CreatedObject {
  readonly event: S3EventName;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Orders the events of one key: a later one is greater as hexadecimal. */
  readonly sequencer: string;
  readonly time: Date;
}

/** The record that S3 sends to functions, queues and topics. */
export function s3EventRecord(created: CreatedObject, region: string): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: created.time.toISOString(),
    eventName: created.event,
    userIdentity: { principalId: 'local' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: {},
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: created.bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${created.bucket}` },
      object: {
        key: eventKey(created.key),
        size: created.size,
        eTag: created.etag.replaceAll('"', ''),
        sequencer: created.sequencer,
      },
    },
  };
}

/** Sequencers that grow, across restarts as long as the clock does. */
export function createSequencer(clock: () => number): () => string {
  let last = 0n;
  return () => {
    const next = BigInt(clock()) << 16n;
    last = next > last ? next : last + 1n;
    return last.toString(16).toUpperCase().padStart(18, '0');
  };
}

/** Keys travel in events as form data does: a space is a plus, slashes stay. */
function eventKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}
