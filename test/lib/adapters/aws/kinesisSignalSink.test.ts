import type { AddressInfo, Server } from 'node:net';
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  type PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import kinesalite from 'kinesalite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKinesisSignalSink } from '../../../../lib/adapters/aws/kinesisSignalSink.ts';
import { parseDay } from '../../../../lib/film/day.ts';
import { parseSignalEvent } from '../../../../lib/signals/parseSignalEvent.ts';
import type { SignalEvent } from '../../../../lib/signals/signalEvent.ts';

const STREAM = 'signals';
let server: Server;
let client: KinesisClient;

beforeAll(async () => {
  server = kinesalite({ createStreamMs: 1, deleteStreamMs: 1 });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = new KinesisClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: new NodeHttpHandler(),
  });
  await client.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 2 }));
  for (let status = ''; status !== 'ACTIVE'; ) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName: STREAM }));
    status = StreamDescription?.StreamStatus ?? '';
    if (status !== 'ACTIVE') await new Promise((done) => setTimeout(done, 10));
  }
});
afterAll(() => {
  client.destroy();
  server.close();
});

const reading = (at: number, filmId = `f${at % 7}`): SignalEvent => ({
  type: 'signal',
  eventId: `e${at}`,
  filmId,
  market: 'CN',
  source: 'maoyan-box',
  metric: 'presale_gross',
  kind: 'cumulative',
  value: at,
  showDate: parseDay('2026-02-17'),
  sequence: '7',
  observedAt: 1_700_000_000_000 + at,
  ingestedAt: 1_700_000_100_000,
});

/** Every record of the stream, shard by shard in order. */
async function readAll() {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName: STREAM }));
  const shards = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const start = { StreamName: STREAM, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 10_000 }));
    shards.push(
      Records.map(({ Data, PartitionKey }) => ({
        key: PartitionKey,
        event: JSON.parse(Buffer.from(Data ?? []).toString()),
      })),
    );
  }
  return shards;
}

describe('signals into Kinesis', () => {
  it('more than one call takes arrive whole, in the order of each film, as the wire form says', async () => {
    const events = Array.from({ length: 1_203 }, (_, at) => reading(at));
    await createKinesisSignalSink(client, STREAM).put(events);
    const shards = await readAll();
    expect(shards.flat()).toHaveLength(1_203);
    for (const records of shards) {
      for (const [key, own] of Map.groupBy(records, (record) => record.key)) {
        expect(key).toBe(`CN#${own[0]?.event.filmId}`);
        const values = own.map(({ event }) => event.value);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
    const read = shards.flat().map(({ event }) => parseSignalEvent(event, 1_700_000_100_000));
    expect(read.toSorted((a, b) => a.observedAt - b.observedAt)).toEqual(events);
  });

  it('sends again what was refused alone, and no more than a call may hold', async () => {
    const calls: number[] = [];
    const placed: string[] = [];
    const faulty = {
      async send({ input }: PutRecordsCommand) {
        calls.push(input.Records?.length ?? 0);
        const Records = (input.Records ?? []).map(({ Data }, at) => {
          if (calls.length < 3 && at % 2 === 1) return { ErrorCode: 'ProvisionedThroughputExceededException' };
          placed.push(JSON.parse(Buffer.from(Data ?? []).toString()).eventId);
          return { SequenceNumber: '1', ShardId: 'shardId-000000000000' };
        });
        return { Records };
      },
    } as unknown as KinesisClient;
    await createKinesisSignalSink(faulty, STREAM, { baseDelayMs: 1 }).put(
      Array.from({ length: 600 }, (_, at) => reading(at)),
    );
    expect(calls).toEqual([500, 250, 125, 100]);
    expect(new Set(placed).size).toBe(600);
    expect(placed).toHaveLength(600);
  });

  it('says how many were not taken when the stream stays full', async () => {
    const full = {
      send: async ({ input }: PutRecordsCommand) => ({
        Records: (input.Records ?? []).map(() => ({ ErrorCode: 'ProvisionedThroughputExceededException' })),
      }),
    } as unknown as KinesisClient;
    await expect(
      createKinesisSignalSink(full, STREAM, { baseDelayMs: 1 }).put([reading(1), reading(2)]),
    ).rejects.toThrow(/collect.sink-unavailable \{"count":2\}/);
  });

  it('asks nothing for nothing', async () => {
    const nobody = undefined as unknown as KinesisClient;
    await expect(createKinesisSignalSink(nobody, STREAM).put([])).resolves.toBeUndefined();
  });
});
