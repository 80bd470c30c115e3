import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { createKinesisShardLineage } from '../../../../lib/adapters/aws/kinesisShardLineage.ts';

const id = (number: number) => `shardId-00000000000${number}`;
/** Shard 0 was split into 1 and 2, which were merged into 3; 9, a parent of 4, has expired. */
const SHARDS = [
  { ShardId: id(0) },
  { ShardId: id(1), ParentShardId: id(0) },
  { ShardId: id(2), ParentShardId: id(0) },
  { ShardId: id(3), ParentShardId: id(1), AdjacentParentShardId: id(2) },
  { ShardId: id(4), ParentShardId: id(9) },
];
let server: Server | undefined;

/** Kinesis that lists two shards at a time. */
async function lineageAnswering(status: number) {
  const asked: unknown[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { StreamName?: string; NextToken?: string };
    asked.push(body);
    const from = Number(body.NextToken ?? 0);
    const more = from + 2 < SHARDS.length ? { NextToken: String(from + 2) } : {};
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ Shards: SHARDS.slice(from, from + 2), ...more }));
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const client = new KinesisClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
  return { asked, lineage: createKinesisShardLineage(client) };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('the lineage of shards as Kinesis knows it', () => {
  it.each<[number, readonly string[]]>([
    [0, []],
    [1, [id(0)]],
    [3, [id(1), id(2)]],
    [4, []],
  ])('names the parents of shard %i that it still knows, from all pages', async (shard, parents) => {
    const { asked, lineage } = await lineageAnswering(200);
    expect(await lineage.parents('signals', id(shard))).toEqual(parents);
    expect(asked).toEqual([{ StreamName: 'signals' }, { NextToken: '2' }, { NextToken: '4' }]);
  });

  it('asks nothing about partitions of Kafka', async () => {
    const { asked, lineage } = await lineageAnswering(200);
    expect(await lineage.parents('signals', '3')).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('says that the store is unavailable when it does not answer', async () => {
    const { lineage } = await lineageAnswering(500);
    await expect(lineage.parents('signals', id(1))).rejects.toThrow(/store.unavailable/);
  });
});
