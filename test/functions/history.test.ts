import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { startS3 } from '../../infra/local/s3/s3Server.ts';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { createFilmCatalogue } from '../../lib/stores/filmCatalogue.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../conformance/endpoints.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

/** A bundled function as Lambda calls it. */
type Handler = (event: unknown, context: object) => Promise<unknown>;

const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 60_000 };
const FILMS = 'film_id,title,market,release_date,final_gross,currency\nf1,One,US,2020-01-10,500,USD\n';
const DAILY = 'film_id,date,gross\nf1,2020-01-10,10\n';
const busEvent = (key: string, sequencer: string) => ({
  ...{ source: 'aws.s3', 'detail-type': 'Object Created', time: new Date().toISOString() },
  detail: { bucket: { name: 'history' }, object: { key, sequencer } },
});

const invocations: unknown[] = [];
const closing: (() => unknown)[] = [];
let history: ObjectStore;
let films: ItemTable;
let source: string;

/** Stands for Lambda's Invoke and keeps what it was sent. */
async function startInvokeServer(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    invocations.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(202).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

beforeAll(async () => {
  const s3 = await startS3();
  const dynamo = await startDynamoDb();
  const lambda = await startInvokeServer();
  const place = await temporaryFolder();
  source = place.folder;
  const s3Client = s3At(s3.url);
  const dynamoClient = dynamoAt(dynamo.url);
  history = await createBucket(s3Client, 'history');
  await createBucket(s3Client, 'artifacts');
  films = await createTable(dynamoClient, 'films', Date.now);
  await createTable(dynamoClient, 'operations', Date.now);
  Object.assign(process.env, {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL_S3: s3.url, AWS_ENDPOINT_URL_DYNAMODB: dynamo.url },
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    ...{ MARQUEE_HISTORY_BUCKET: 'history', MARQUEE_ARTIFACT_BUCKET: 'artifacts' },
    ...{ MARQUEE_FILMS_TABLE: 'films', MARQUEE_OPERATIONS_TABLE: 'operations', MARQUEE_TRAIN_FUNCTION: 'train:live' },
    ...{ MARQUEE_COLLECT_SOURCE: pathToFileURL(source).href, POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  closing.push(
    () => s3Client.destroy(),
    () => dynamoClient.destroy(),
    () => s3.stop(),
    () => dynamo.stop(),
    () => lambda.close(),
    place.remove,
  );
});

afterAll(async () => {
  for (const close of closing) await close();
});

const importHistory = async (event: unknown) =>
  ((await import('../../functions/import-history/handler.ts')).handler as unknown as Handler)(event, context);
const collect = async (event: unknown) =>
  ((await import('../../functions/collect/handler.ts')).handler as unknown as Handler)(event, context);

describe('the import function', () => {
  it('imports what was dropped, over the real adapters, and starts one training run', async () => {
    await history.put('history/b1/daily.csv', Buffer.from(DAILY));
    expect(await importHistory(busEvent('history/b1/daily.csv', '1'))).toEqual([{ batch: 'b1', status: 'waiting' }]);
    await history.put('history/b1/films.csv', Buffer.from(FILMS));
    expect(await importHistory(busEvent('history/b1/films.csv', '2'))).toEqual([{ batch: 'b1', status: 'settled' }]);
    expect(await importHistory(busEvent('history/b1/films.csv', '2'))).toEqual([{ batch: 'b1', status: 'settled' }]);
    expect(await importHistory({ kind: 'settle' })).toEqual([]);
    expect(invocations).toMatchObject([{ batch: 'b1', markets: [{ market: 'US' }] }]);
    expect(await createFilmCatalogue(films).get('f1')).toMatchObject({ title: 'One', finalGross: 50_000 });
    expect(await history.list('reports/b1/')).toEqual(['reports/b1/import.json', 'reports/b1/quarantine.csv']);
  });

  it('R7: starts one run for 100 copies of each event in 8 workers, over the embedded stores', async () => {
    const before = invocations.length;
    await history.put('history/r7/films.csv', Buffer.from(FILMS));
    await history.put('history/r7/daily.csv', Buffer.from(DAILY.replace(',10', ',11')));
    const names = ['films.csv', 'daily.csv'];
    const copies = Array.from({ length: 200 }, (_, i) => busEvent(`history/r7/${names[(i * 7) % 2]}`, String(i % 2)));
    const queue = copies.values();
    const worker = async () => {
      for (const event of queue) await importHistory(event);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(invocations.length - before).toBe(1);
  });

  it('says what it was sent when that is no event of its own', async () => {
    await expect(importHistory({ detail: 'nothing' })).rejects.toMatchObject({ code: 'history.event-unknown' });
  });
});

describe('the collecting function', () => {
  it('drops what its source holds, once per slot', async () => {
    await writeFile(path.join(source, 'films.csv'), FILMS);
    await writeFile(path.join(source, 'daily.csv'), DAILY);
    const event = { kind: 'collect', scheduledTime: '2026-03-02T03:10:00Z' };
    const first = await collect(event);
    expect(first).toMatchObject({ status: 'collected', batch: 'collect-20260302T031000Z' });
    expect(await collect(event)).toEqual(first);
    expect(await collect({ ...event, scheduledTime: '2026-03-03T03:10:00Z' })).toMatchObject({ status: 'unchanged' });
    expect(await history.list('history/collect')).toHaveLength(2);
  });
});
