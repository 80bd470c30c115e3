import { invalidArgument, invalidRequest } from './kinesisFaults.ts';
import type { LocalStream, NewRecord } from './localStream.ts';

/** A record in the words of PutRecord and PutRecords. */
interface PutEntry {
  readonly PartitionKey?: unknown;
  readonly Data?: unknown;
  readonly ExplicitHashKey?: unknown;
}

export interface PutAnswer {
  readonly ShardId: string;
  readonly SequenceNumber: string;
}

const MOST_RECORDS = 500;
const MOST_RECORD_BYTES = 1024 * 1024;
const MOST_BATCH_BYTES = 5 * 1024 * 1024;
const LONGEST_KEY = 256;

/**
 * Takes records in; resolves once they are on the disk. All are accepted or none, so nothing is ever answered as failed
 * in part.
 * @throws AwsRestFault beyond Kinesis' limits
 */
export async function putRecords(stream: LocalStream, entries: unknown): Promise<readonly PutAnswer[]> {
  if (!Array.isArray(entries) || entries.length < 1 || entries.length > MOST_RECORDS) {
    throw invalidRequest(`Records must have 1 to ${MOST_RECORDS} members`);
  }
  const records = (entries as readonly PutEntry[]).map(recordOf);
  const bytes = records.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BATCH_BYTES) throw invalidArgument(`Records size exceeds ${MOST_BATCH_BYTES} bytes`);
  const accepted = await stream.put(records).catch((error: unknown) => {
    throw error instanceof RangeError ? invalidArgument(`Invalid ExplicitHashKey: ${error.message}`) : error;
  });
  return accepted.map(({ shard, sequenceNumber }) => ({
    ShardId: stream.shards[shard]?.id ?? '',
    SequenceNumber: sequenceNumber,
  }));
}

function recordOf({ PartitionKey: key, Data: data, ExplicitHashKey: hash }: PutEntry): NewRecord & { size: number } {
  if (typeof key !== 'string' || key.length < 1 || key.length > LONGEST_KEY) {
    throw invalidRequest(`PartitionKey must have 1 to ${LONGEST_KEY} characters`);
  }
  if (typeof data !== 'string') throw invalidRequest('Data must be base64');
  const size = Buffer.byteLength(data, 'base64') + Buffer.byteLength(key);
  if (size > MOST_RECORD_BYTES) throw invalidRequest(`a record has at most ${MOST_RECORD_BYTES} bytes`);
  return { key, data, size, explicitHashKey: typeof hash === 'string' ? hash : undefined };
}
