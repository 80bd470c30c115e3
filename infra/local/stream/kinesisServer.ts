import { AwsRestFault, answerFault } from '../http/awsRestFault.ts';
import { createBothVersions } from '../http/bothVersions.ts';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import { readBody } from '../http/readBody.ts';
import { invalidRequest, noSuchStream } from './kinesisFaults.ts';
import type { LocalStream } from './localStream.ts';
import { putRecords } from './putRecords.ts';
import { sequenceNumberOf } from './sequenceNumbers.ts';
import { decodeIterator, encodeIterator, type IteratorRequest, startIterator } from './shardIterators.ts';

type KinesisRequest = IteratorRequest & {
  readonly StreamName?: string;
  readonly StreamARN?: string;
  readonly Records?: unknown;
  readonly ShardIterator?: string;
  readonly Limit?: number;
};

const LARGEST_REQUEST = 16 * 1024 * 1024;
const MOST_READ = 10_000;
const MOST_READ_BYTES = 10 * 1024 * 1024;

/**
 * The part of Kinesis that producers and readers use: PutRecord, PutRecords, GetShardIterator, GetRecords, ListShards,
 * ListStreams, DescribeStream, DescribeStreamSummary. A record is acknowledged once it is on the disk. Signatures are
 * not checked.
 */
export async function startKinesis(streams: readonly LocalStream[], port?: number): Promise<Listening> {
  const server = createBothVersions((request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^Kinesis_20131202\./, '');
    const work = readBody(request, LARGEST_REQUEST).then((body) => perform(streams, operation, parse(body)));
    work.then(
      (output) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(output)),
      (error: unknown) => answerFault(response, error),
    );
  });
  return listenAgain(server, port);
}

function parse(body: Buffer): KinesisRequest {
  try {
    return JSON.parse(body.toString('utf8') || '{}') as KinesisRequest;
  } catch {
    throw new AwsRestFault(400, 'SerializationException', 'the request is no JSON');
  }
}

async function perform(streams: readonly LocalStream[], operation: string, input: KinesisRequest): Promise<object> {
  if (operation === 'ListStreams') return listed(streams);
  if (operation === 'GetRecords') return getRecords(streams, input);
  const stream = find(streams, input.StreamName ?? input.StreamARN?.split(':stream/').at(-1));
  switch (operation) {
    case 'PutRecord':
      return { ...(await putRecords(stream, [input]))[0], EncryptionType: 'NONE' };
    case 'PutRecords':
      return { FailedRecordCount: 0, Records: await putRecords(stream, input.Records), EncryptionType: 'NONE' };
    case 'GetShardIterator':
      return { ShardIterator: encodeIterator(await startIterator(stream, input)) };
    case 'ListShards':
      return { Shards: shardsOf(stream) };
    case 'DescribeStream':
      return { StreamDescription: { ...described(stream), Shards: shardsOf(stream), HasMoreShards: false } };
    case 'DescribeStreamSummary':
      return { StreamDescriptionSummary: { ...described(stream), OpenShardCount: stream.shards.length } };
    default:
      throw new AwsRestFault(400, 'UnknownOperationException', `${operation} is not emulated locally`);
  }
}

function find(streams: readonly LocalStream[], name = ''): LocalStream {
  const stream = streams.find((one) => one.name === name);
  if (stream === undefined) throw noSuchStream(name);
  return stream;
}

async function getRecords(streams: readonly LocalStream[], { ShardIterator, Limit = MOST_READ }: KinesisRequest) {
  if (!(Limit >= 1 && Limit <= MOST_READ)) throw invalidRequest(`Limit must lie in 1 to ${MOST_READ}`);
  const { shard, from, ...at } = decodeIterator(ShardIterator);
  const stream = find(streams, at.stream);
  const { records, next } = await stream.read({ shard, from, most: Limit, bytes: MOST_READ_BYTES });
  return {
    Records: records.map((record) => ({
      SequenceNumber: record.sequenceNumber,
      ApproximateArrivalTimestamp: record.at / 1000,
      Data: record.data,
      PartitionKey: record.key,
      EncryptionType: 'NONE',
    })),
    NextShardIterator: encodeIterator({ stream: stream.name, shard, from: next }),
    MillisBehindLatest: next < stream.end ? Math.max(1, Date.now() - (records.at(-1)?.at ?? 0)) : 0,
  };
}

function listed(streams: readonly LocalStream[]): object {
  const summaries = streams.map((stream) => ({
    ...{ StreamName: stream.name, StreamARN: stream.arn, StreamStatus: 'ACTIVE' },
  }));
  return { StreamNames: streams.map(({ name }) => name), StreamSummaries: summaries, HasMoreStreams: false };
}

function described(stream: LocalStream): object {
  return {
    ...{ StreamName: stream.name, StreamARN: stream.arn, StreamStatus: 'ACTIVE', EncryptionType: 'NONE' },
    StreamModeDetails: { StreamMode: stream.onDemand ? 'ON_DEMAND' : 'PROVISIONED' },
    RetentionPeriodHours: stream.retentionMs / 3_600_000,
    StreamCreationTimestamp: stream.created / 1000,
    EnhancedMonitoring: [],
  };
}

function shardsOf(stream: LocalStream): object {
  return stream.shards.map(({ id, from, to }) => ({
    ShardId: id,
    HashKeyRange: { StartingHashKey: from, EndingHashKey: to },
    SequenceNumberRange: { StartingSequenceNumber: sequenceNumberOf(stream.created, 1) },
  }));
}
