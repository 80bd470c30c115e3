import { invalidArgument, noSuchStream } from './kinesisFaults.ts';
import type { LocalStream } from './localStream.ts';

/** Where a reader of a shard stands. */
export interface ShardIterator {
  readonly stream: string;
  readonly shard: number;
  /** Position to read on from. */
  readonly from: number;
}

/** What GetShardIterator asks. */
export interface IteratorRequest {
  readonly ShardId?: string;
  readonly ShardIteratorType?: string;
  readonly StartingSequenceNumber?: string;
  /** Seconds since the epoch. */
  readonly Timestamp?: number;
}

/** An iterator as the text that clients hand back. It stays good for ever, where that of AWS lasts five minutes. */
export function encodeIterator({ stream, shard, from }: ShardIterator): string {
  return Buffer.from(JSON.stringify([stream, shard, from])).toString('base64');
}

/** @throws AwsRestFault for a text that is no iterator */
export function decodeIterator(text: unknown): ShardIterator {
  try {
    const parts = JSON.parse(Buffer.from(String(text), 'base64').toString('utf8')) as unknown[];
    const [stream, shard, from] = parts;
    if (typeof stream === 'string' && Number.isInteger(shard) && Number.isInteger(from)) {
      return { stream, shard: shard as number, from: from as number };
    }
  } catch {}
  throw invalidArgument('Invalid ShardIterator.');
}

/** @throws AwsRestFault for an unknown shard, type or sequence number */
export async function startIterator(stream: LocalStream, request: IteratorRequest): Promise<ShardIterator> {
  const shard = stream.shards.findIndex(({ id }) => id === request.ShardId);
  if (shard < 0) throw noSuchStream(`${stream.name}, shard ${request.ShardId},`);
  return { stream: stream.name, shard, from: await positionFor(stream, request) };
}

async function positionFor(stream: LocalStream, request: IteratorRequest): Promise<number> {
  const given = (): number => {
    const position = stream.positionOf(request.StartingSequenceNumber ?? '');
    if (position !== undefined) return position;
    throw invalidArgument(`StartingSequenceNumber ${request.StartingSequenceNumber} is none of this stream.`);
  };
  switch (request.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return stream.first;
    case 'LATEST':
      return stream.end;
    case 'AT_SEQUENCE_NUMBER':
      return given();
    case 'AFTER_SEQUENCE_NUMBER':
      return given() + 1;
    case 'AT_TIMESTAMP': {
      const time = 1000 * Number(request.Timestamp);
      if (time <= Date.now()) return stream.positionAt(time);
      throw invalidArgument('Timestamp lies in the future.');
    }
    default:
      throw invalidArgument(`ShardIteratorType ${request.ShardIteratorType} is none.`);
  }
}
