import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { startS3 } from '../../infra/local/s3/s3Server.ts';
import { parseSources } from '../../lib/collect/loadSources.ts';
import { planRequests } from '../../lib/collect/planRequests.ts';
import { createRawAnswers } from '../../lib/collect/rawAnswers.ts';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { createSignalSlots } from '../../lib/stores/signalSlots.ts';
import { createSourceStatuses } from '../../lib/stores/sourceStatus.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../conformance/endpoints.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 60_000 };
const SLOT = Date.parse('2026-03-02T03:00:00Z');
const OWN = {
  extends: 'generic-json',
  name: 'my-cinemas',
  request: { url: 'https://127.0.0.1:9/signals/{date}.json' }, // not a public address: it must never be asked
};
const event = (source: string, more: object = {}) => ({
  kind: 'collect-signals',
  source,
  scheduledTime: new Date(SLOT).toISOString(),
  ...more,
});

const closing: (() => unknown)[] = [];
const records: { readonly key: string; readonly event: unknown }[] = [];
let signals: ItemTable;
let history: ObjectStore;
let raw: ObjectStore;
let handler: Handler;

/** Stands for Kinesis, over the version of HTTP that the SDK speaks to it, and keeps what it was sent. */
async function startStream() {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { Records } = JSON.parse(body) as { Records: { Data: string; PartitionKey: string }[] };
    for (const { Data, PartitionKey } of Records) {
      records.push({ key: PartitionKey, event: JSON.parse(Buffer.from(Data, 'base64').toString()) });
    }
    const placed = Records.map((_, at) => ({ SequenceNumber: String(at), ShardId: 'shardId-000000000000' }));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ FailedRecordCount: 0, Records: placed }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

beforeAll(async () => {
  const [s3, dynamo, stream] = [await startS3(), await startDynamoDb(), await startStream()];
  const [s3Client, dynamoClient] = [s3At(s3.url), dynamoAt(dynamo.url)];
  history = await createBucket(s3Client, 'history');
  raw = await createBucket(s3Client, 'signals');
  signals = await createTable(dynamoClient, 'signals', Date.now);
  await createTable(dynamoClient, 'operations', Date.now);
  await createTable(dynamoClient, 'films', Date.now);
  Object.assign(process.env, {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL_S3: s3.url, AWS_ENDPOINT_URL_DYNAMODB: dynamo.url },
    AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${(stream.address() as AddressInfo).port}`,
    ...{ MARQUEE_HISTORY_BUCKET: 'history', MARQUEE_OPERATIONS_TABLE: 'operations', MARQUEE_COLLECT_SOURCE: '' },
    ...{ MARQUEE_SIGNALS_TABLE: 'signals', MARQUEE_SIGNALS_BUCKET: 'signals', MARQUEE_SIGNAL_STREAM: 'signals' },
    ...{ MARQUEE_FILMS_TABLE: 'films', MARQUEE_SIGNING_KEY: 'alias/none' },
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  closing.push(
    () => s3Client.destroy(),
    () => dynamoClient.destroy(),
    () => s3.stop(),
    () => dynamo.stop(),
    () => stream.close(),
  );
  ({ handler } = (await import('../../functions/collect/handler.ts')) as unknown as { handler: Handler });
  await history.put('sources/own.json', new TextEncoder().encode(JSON.stringify(OWN)));
  await history.put('sources/broken.json', new TextEncoder().encode('{'));
});
afterAll(async () => {
  for (const close of closing) await close();
});

describe('the collecting function', () => {
  it('S3 asks no private address that a declaration of one’s own names, and records the slot as missing', async () => {
    await expect(handler(event('my-cinemas'), context)).rejects.toThrow(/collect.request-refused/);
    expect(await createSignalSlots(signals).get('my-cinemas', SLOT)).toMatchObject({ status: 'missing', events: 0 });
    expect(await createSourceStatuses(signals).stale('CN', SLOT)).toEqual(['my-cinemas']);
    expect(records).toEqual([]);
  });

  it('hands on what a kept answer says, once, and is fresh again', async () => {
    const [declaration] = parseSources(new TextEncoder().encode(JSON.stringify(OWN)), 'own.json');
    const [request] = declaration ? planRequests(declaration, SLOT, []) : [];
    if (!request) throw new Error('nothing planned');
    const row = { film_id: 'f1', observed_at: '2026-03-02T02:59:00Z', show_date: '2026-03-05', presale_gross: '12.5' };
    const body = new TextEncoder().encode(JSON.stringify({ signals: [row] }));
    const answer = { outcome: 'found' as const, contentType: 'application/json', at: SLOT, body };
    await createRawAnswers(raw).keep({ source: 'my-cinemas', slot: SLOT, request, attempt: 0 }, answer);

    expect(await handler(event('my-cinemas'), context)).toMatchObject({ status: 'collected', events: 1 });
    expect(await handler(event('my-cinemas'), context)).toMatchObject({ status: 'collected', events: 1 });
    expect(records).toEqual([
      {
        key: 'CN#f1',
        event: {
          type: 'signal',
          eventId: expect.stringMatching(/^my-cinemas-[0-9a-f]{32}$/),
          filmId: 'f1',
          market: 'CN',
          source: 'my-cinemas',
          metric: 'presale_gross',
          kind: 'cumulative',
          value: 1250,
          unit: 'minor',
          showDate: '2026-03-05',
          observedAt: '2026-03-02T02:59:00.000Z',
          sequence: String(SLOT),
        },
      },
    ]);
    expect(await createSourceStatuses(signals).stale('CN', SLOT)).toEqual([]);
  });

  it('names the sources that there are when it is asked for another', async () => {
    await expect(handler(event('nobody'), context)).rejects.toThrow(/collect.source-unknown.*maoyan-box.*my-cinemas/);
  });

  it.each([
    [{ scheduledTime: 'now' }, 'scheduledTime'],
    [{ source: '' }, 'source'],
    [{ films: [{ title: 'x' }] }, 'films.0.filmId'],
  ])('refuses an event with %j', async (fault, field) => {
    await expect(handler(event('my-cinemas', fault), context)).rejects.toThrow(`"field":"${field}"`);
  });

  it('collects history as before', async () => {
    const daily = { kind: 'collect', scheduledTime: '2026-03-02T03:10:00Z' };
    expect(await handler(daily, context)).toEqual({ status: 'nothing-to-collect' });
    await expect(handler({ kind: 'settle' }, context)).rejects.toThrow(/collect.event-unknown/);
  });
});
