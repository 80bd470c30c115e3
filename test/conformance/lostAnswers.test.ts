import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbServer, startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { type S3Server, startS3 } from '../../infra/local/s3/s3Server.ts';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { createBucket, createTable, dynamoAt, s3At } from './endpoints.ts';
import { type LossyProxy, startLossyProxy } from './lossyProxy.ts';

describe('a table whose answer got lost', () => {
  let server: DynamoDbServer;
  let proxy: LossyProxy;
  let table: ItemTable;

  beforeAll(async () => {
    server = await startDynamoDb();
    proxy = await startLossyProxy(server.url);
    table = await createTable(dynamoAt(proxy.url), 'lossy', Date.now);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  it('knows its own write when the retry meets it', async () => {
    proxy.loseAnswers(1, (_, target) => target.endsWith('PutItem'));
    expect(await table.put({ pk: 'p', sk: 'lock', owner: 1 }, { absent: true })).toBe(true);
    expect(await table.get('p', 'lock')).toEqual({ pk: 'p', sk: 'lock', owner: 1 });
  });

  it('does not take another one’s write for its own', async () => {
    await table.put({ pk: 'p', sk: 'taken', owner: 1 }, { absent: true });
    proxy.loseAnswers(1, (_, target) => target.endsWith('PutItem'));
    expect(await table.put({ pk: 'p', sk: 'taken', owner: 2 }, { absent: true })).toBe(false);
  });

  it('advances a version once though the first answer is lost', async () => {
    await table.put({ pk: 'p', sk: 'pointer', version: 1 });
    proxy.loseAnswers(1, (_, target) => target.endsWith('PutItem'));
    expect(await table.put({ pk: 'p', sk: 'pointer', version: 2 }, { equals: { version: 1 } })).toBe(true);
  });

  it('counts a removal as done when the retry finds nothing', async () => {
    await table.put({ pk: 'p', sk: 'gone', owner: 1 });
    proxy.loseAnswers(1, (_, target) => target.endsWith('DeleteItem'));
    expect(await table.remove('p', 'gone', { equals: { owner: 1 } })).toBe(true);
  });

  it('says that the store is unavailable when no answer comes at all', async () => {
    proxy.loseAnswers(99);
    await expect(table.get('p', 'lock')).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(table.put({ pk: 'p', sk: 'x' }, { absent: true })).rejects.toMatchObject({
      code: 'store.unavailable',
    });
    proxy.loseAnswers(0);
  });
});

describe('a bucket whose answer got lost', () => {
  let server: S3Server;
  let proxy: LossyProxy;
  let store: ObjectStore;

  beforeAll(async () => {
    server = await startS3();
    proxy = await startLossyProxy(server.url);
    store = await createBucket(s3At(proxy.url), 'lossy');
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  it('knows its own write when the retry meets it', async () => {
    proxy.loseAnswers(1, (method) => method === 'PUT');
    expect(await store.put('mine', Uint8Array.of(1), { onlyIfAbsent: true })).toBe(true);
  });

  it('does not take another one’s write for its own', async () => {
    await store.put('theirs', Uint8Array.of(1), { onlyIfAbsent: true });
    proxy.loseAnswers(1, (method) => method === 'PUT');
    expect(await store.put('theirs', Uint8Array.of(1), { onlyIfAbsent: true })).toBe(false);
  });

  it('says that the store is unavailable when no answer comes at all', async () => {
    proxy.loseAnswers(99);
    await expect(store.get('mine')).rejects.toMatchObject({ code: 'store.unavailable' });
    proxy.loseAnswers(0);
  });
});
