import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  type ShardIteratorType,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../../../infra/local/http/listenOnLoopback.ts';
import { startKinesis } from '../../../infra/local/stream/kinesisServer.ts';
import { type LocalStream, openLocalStream } from '../../../infra/local/stream/localStream.ts';
import { kinesisAt } from '../../conformance/endpoints.ts';
import { FIXTURE_STREAM } from './fixture/fixtureStream.ts';

const require = createRequire(import.meta.url);
const StreamName = FIXTURE_STREAM.name;
const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
const overHttp1 = (endpoint: string) =>
  new KinesisClient({ ...LOCAL, endpoint, requestHandler: new NodeHttpHandler() });

/** What the tests ask of a Kinesis: ours, and another one that it is compared with. */
interface Kinesis {
  readonly client: KinesisClient;
  stop(): Promise<void>;
}

async function ours(connect: (url: string) => KinesisClient): Promise<Kinesis> {
  const stream = await openLocalStream(undefined, FIXTURE_STREAM);
  const server = await startKinesis([stream]);
  const client = connect(server.url);
  return {
    client,
    async stop() {
      client.destroy();
      await server.stop();
      await stream.close();
    },
  };
}

async function kinesalite(): Promise<Kinesis> {
  const create = require('kinesalite') as (options: object) => Server;
  const server = create({ createStreamMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const client = overHttp1(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await client.send(new CreateStreamCommand({ StreamName, ShardCount: FIXTURE_STREAM.shardCount }));
  const active = async () =>
    (await client.send(new DescribeStreamCommand({ StreamName }))).StreamDescription?.StreamStatus === 'ACTIVE';
  while (!(await active()));
  return {
    client,
    async stop() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.each([
  ['over HTTP/2, as the SDK does by default', () => ours(kinesisAt)],
  ['over HTTP/1', () => ours(overHttp1)],
  ['of kinesalite, as a yardstick', kinesalite],
])('Kinesis on this machine, %s', (_, open) => {
  let kinesis: Kinesis;
  let client: KinesisClient;
  beforeAll(async () => {
    kinesis = await open();
    client = kinesis.client;
  });
  afterAll(() => kinesis.stop());

  const put = async (keys: readonly string[]) => {
    const Records = keys.map((key) => ({ PartitionKey: key, Data: Buffer.from(`data of ${key}`) }));
    return (await client.send(new PutRecordsCommand({ StreamName, Records }))).Records ?? [];
  };
  const iterator = async (ShardId: string | undefined, type: ShardIteratorType, more: object = {}) => {
    const request = { StreamName, ShardId, ShardIteratorType: type, ...more };
    return (await client.send(new GetShardIteratorCommand(request))).ShardIterator;
  };
  /** Keys from an iterator on, until nothing follows. */
  const read = async (start: string | undefined, Limit = 10_000) => {
    const found: { key: string; text: string; sequenceNumber: string }[] = [];
    for (let next = start; next !== undefined; ) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: next, Limit }));
      for (const { PartitionKey: key = '', Data = new Uint8Array(), SequenceNumber = '' } of page.Records ?? []) {
        found.push({ key, text: Buffer.from(Data).toString(), sequenceNumber: SequenceNumber });
      }
      if (page.Records?.length === 0 && page.MillisBehindLatest === 0) break;
      next = page.NextShardIterator;
    }
    return found;
  };

  it('has four shards that share the hash keys, and says so', async () => {
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
    expect(Shards.map(({ ShardId, HashKeyRange }) => [ShardId, HashKeyRange])).toEqual([
      ['shardId-000000000000', range('0', '85070591730234615865843651857942052863')],
      [
        'shardId-000000000001',
        range('85070591730234615865843651857942052864', '170141183460469231731687303715884105727'),
      ],
      [
        'shardId-000000000002',
        range('170141183460469231731687303715884105728', '255211775190703847597530955573826158591'),
      ],
      [
        'shardId-000000000003',
        range('255211775190703847597530955573826158592', '340282366920938463463374607431768211455'),
      ],
    ]);
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary).toMatchObject({
      StreamStatus: 'ACTIVE',
      OpenShardCount: 4,
      RetentionPeriodHours: 24,
    });
    expect((await client.send(new ListStreamsCommand())).StreamNames).toEqual([StreamName]);
  });

  // Shards by the MD5 of the key: 0cc175b9… 92eb5ffe… 4a8a08f0… 8277e091… e1671797…
  it('puts a record where the MD5 of its key says, or an explicit hash key', async () => {
    const shards = (await put(['a', 'b', 'c', 'd', 'e'])).map(({ ShardId }) => ShardId?.at(-1));
    expect(shards).toEqual(['0', '2', '1', '2', '3']);
    const explicit = {
      ExplicitHashKey: '340282366920938463463374607431768211455',
      PartitionKey: 'a',
      Data: Buffer.from('x'),
    };
    expect((await client.send(new PutRecordCommand({ StreamName, ...explicit }))).ShardId).toBe('shardId-000000000003');
    await expect(
      client.send(new PutRecordCommand({ StreamName, ...explicit, ExplicitHashKey: `${2n ** 128n}` })),
    ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  it('gives records back in order, from the beginning, a sequence number, or now', async () => {
    const keys = Array.from({ length: 30 }, () => 'same key');
    const before = await iterator('shardId-000000000002', 'LATEST');
    const answers = await put(keys);
    const shard = answers[0]?.ShardId;
    expect(new Set(answers.map(({ ShardId }) => ShardId)).size).toBe(1);
    const all = await read(await iterator(shard, 'TRIM_HORIZON'), 7);
    const numbers = answers.map(({ SequenceNumber = '' }) => SequenceNumber);
    expect(all.slice(-30).map(({ sequenceNumber }) => sequenceNumber)).toEqual(numbers);
    expect(numbers.map(BigInt)).toEqual(numbers.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)));
    expect(all.at(-1)?.text).toBe('data of same key');
    const at = { StartingSequenceNumber: numbers[10] };
    expect(await read(await iterator(shard, 'AT_SEQUENCE_NUMBER', at))).toHaveLength(20);
    expect(await read(await iterator(shard, 'AFTER_SEQUENCE_NUMBER', at))).toHaveLength(19);
    expect(await read(await iterator(shard, 'LATEST'))).toEqual([]);
    expect(await read(await iterator(shard, 'AT_TIMESTAMP', { Timestamp: new Date(1_000) }))).toEqual(all);
    await expect(iterator(shard, 'AT_TIMESTAMP', { Timestamp: new Date(Date.now() + 60_000) })).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
    if (shard === 'shardId-000000000002') expect(await read(before)).toHaveLength(30);
  });

  it('refuses an unknown stream, an unknown shard and a broken iterator', async () => {
    const record = { PartitionKey: 'a', Data: Buffer.from('x') };
    await expect(client.send(new PutRecordCommand({ StreamName: 'none', ...record }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(iterator('shardId-000000000009', 'LATEST')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new GetRecordsCommand({ ShardIterator: 'nonsense' }))).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
  });

  it('refuses more records, bytes or characters than Kinesis takes', async () => {
    const records = (count: number, bytes: number, key = 'a') =>
      Array.from({ length: count }, () => ({ PartitionKey: key, Data: Buffer.alloc(bytes) }));
    for (const Records of [records(501, 1), records(1, 1_048_577), records(1, 1, 'k'.repeat(257))]) {
      await expect(client.send(new PutRecordsCommand({ StreamName, Records }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
    await expect(client.send(new PutRecordsCommand({ StreamName, Records: records(6, 1_000_000) }))).rejects.toThrow();
  });
});

const range = (StartingHashKey: string, EndingHashKey: string) => ({ StartingHashKey, EndingHashKey });

describe('the Kinesis of the local run', () => {
  let stream: LocalStream;
  let server: Listening;
  let client: KinesisClient;
  beforeAll(async () => {
    stream = await openLocalStream(undefined, FIXTURE_STREAM);
    server = await startKinesis([stream]);
    client = kinesisAt(server.url);
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
    await stream.close();
  });

  it('is found by ARN as well', async () => {
    const record = { PartitionKey: 'a', Data: Buffer.from('x') };
    const { SequenceNumber } = await client.send(new PutRecordCommand({ StreamARN: FIXTURE_STREAM.arn, ...record }));
    expect(SequenceNumber).toMatch(/^[1-9]\d{30,55}$/);
  });

  it('says of what it does not know that it is not emulated', async () => {
    const split = new SplitShardCommand({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '9' });
    await expect(client.send(split)).rejects.toMatchObject({ message: 'SplitShard is not emulated locally' });
  });

  it('refuses a sequence number of another stream', async () => {
    const request = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'AT_SEQUENCE_NUMBER' } as const;
    for (const StartingSequenceNumber of ['1', `${2n ** 100n}`]) {
      await expect(
        client.send(new GetShardIteratorCommand({ ...request, StartingSequenceNumber })),
      ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    }
  });

  it('refuses what is no JSON, and outlives clients that break off', async () => {
    const headers = { 'x-amz-target': 'Kinesis_20131202.ListStreams' };
    const broken = await fetch(server.url, { method: 'POST', headers, body: '{' });
    expect(broken.status).toBe(400);
    expect(((await broken.json()) as { __type: string }).__type).toBe('SerializationException');
    for (const text of ['', 'PRI * HT', 'POST / HTTP/1.1\r\n']) {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(text);
        socket.destroy();
      });
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect((await client.send(new ListStreamsCommand())).StreamNames).toEqual([StreamName]);
  });
});
