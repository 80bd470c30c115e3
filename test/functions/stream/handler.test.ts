import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { type LocalQueues, openLocalQueues } from '../../../infra/local/queues/localQueues.ts';
import { startSqs } from '../../../infra/local/queues/sqsServer.ts';
import { startS3 } from '../../../infra/local/s3/s3Server.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';
import { createWindowRows } from '../../../lib/stores/windowRows.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../../conformance/endpoints.ts';
import { record, toRecords } from '../../lib/streaming/records.ts';
import { at, reading } from '../../lib/windows/reading.ts';
import { kafkaEvent, kinesisEvent } from './events.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 60_000 };
const invocations: { readonly url: string; readonly body: unknown }[] = [];
const closing: (() => unknown)[] = [];
let table: ItemTable;
let objects: ObjectStore;
let queues: LocalQueues;
let stopTables: () => Promise<void>;

beforeAll(async () => {
  const [s3, dynamo] = [await startS3(), await startDynamoDb()];
  const lambda = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    invocations.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(202).end();
  });
  await new Promise<void>((done) => lambda.listen(0, '127.0.0.1', done));
  const [s3Client, dynamoClient] = [s3At(s3.url), dynamoAt(dynamo.url)];
  objects = await createBucket(s3Client, 'signals');
  table = await createTable(dynamoClient, 'signals', Date.now);
  queues = await openLocalQueues(undefined, ['failures']);
  const sqs = await startSqs(() => queues);
  stopTables = () => dynamo.stop();
  Object.assign(process.env, {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL_S3: s3.url, AWS_ENDPOINT_URL_DYNAMODB: dynamo.url },
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    ...{ MARQUEE_SIGNALS_TABLE: 'signals', MARQUEE_SIGNALS_BUCKET: 'signals' },
    ...{ AWS_ENDPOINT_URL_SQS: sqs.url, MARQUEE_FAILURE_QUEUE: `${sqs.url}/123456789012/failures` },
    ...{ MARQUEE_FORECAST_FUNCTION: 'forecast', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  closing.push(
    () => s3Client.destroy(),
    () => dynamoClient.destroy(),
    () => s3.stop(),
    () => sqs.stop(),
    () => lambda.closeAllConnections(),
    () => lambda.close(),
  );
});

afterAll(async () => {
  for (const close of closing) await close();
});

const stream = async (event: unknown) =>
  ((await import('../../../functions/stream/handler.ts')).handler as unknown as Handler)(event, context);
const DONE = { batchItemFailures: [] };

describe('the stream function over the embedded stores', () => {
  it('R8 takes 99 of 100 records in once, however often they come, and sets the poison aside with its reason', async () => {
    const events = Array.from({ length: 99 }, (_, index) =>
      reading({ filmId: `f${index % 3}`, observedAt: at(10, 0, index % 60), value: 100 }),
    );
    const records = [...toRecords(events, 1n), record(100n, 'poison', at(10))];
    for (let time = 0; time < 3; time++) expect(await stream(kinesisEvent('shard-0', records))).toEqual(DONE);

    const { windows } = await createWindowRows(table).list('CN', 'f1');
    expect(windows).toHaveLength(4);
    expect(windows[0]).toMatchObject({ count: 33, presaleGross: 3_300, closed: false });
    expect(await createSignalLog(table).read('CN', 'f1', Number.POSITIVE_INFINITY)).toHaveLength(33);
    const object = 'failed/2026-01-01/signals/shard-0/100.json';
    expect(await objects.list('failed/')).toEqual([object]);
    const told = await queues.messages('failures');
    expect(told.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      expect.objectContaining({ object, code: 'signal.malformed', sequence: '100', zh: expect.any(String) }),
    ]);
    expect(invocations).toMatchObject([
      { url: expect.stringContaining('/functions/forecast/'), body: { kind: 'refresh', films: [{}, {}, {}] } },
    ]);
  });

  it('takes records of a topic in by the same way', async () => {
    const records = toRecords([reading({ filmId: 'k1', observedAt: at(10), value: 7 })], 0n);
    expect(await stream(kafkaEvent({ 2: records }))).toEqual(DONE);
    expect((await createWindowRows(table).list('CN', 'k1')).windows[0]).toMatchObject({ count: 1, presaleGross: 7 });
  });

  it('has a batch delivered again from its first record when the table cannot be reached', async () => {
    const records = toRecords([reading({ observedAt: at(10) }), reading({ observedAt: at(10) })], 200n);
    await stopTables();
    expect(await stream(kinesisEvent('shard-0', records))).toEqual({ batchItemFailures: [{ itemIdentifier: '200' }] });
    await expect(stream(kafkaEvent({ 2: records }))).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});
