import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { createReadersWriterLock } from '../../../infra/local/dynamodb/readersWriterLock.ts';
import { createTable, dynamoAt } from '../../conformance/endpoints.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

describe('the DynamoDB of a local run', () => {
  let folder: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
  });
  afterEach(() => remove());

  const open = async (sweepEvery = 60_000) => {
    const [tables, journalFolder] = [path.join(folder, 'tables'), path.join(folder, 'journal')];
    const server = await startDynamoDb({ folder: tables, journalFolder, sweepEvery });
    return { server, client: dynamoAt(server.url) };
  };

  it('takes a transaction back that a crash left half done', async () => {
    const first = await open();
    await createTable(first.client, 'accounts', Date.now);
    const put = (item: object) =>
      DynamoDBDocumentClient.from(first.client).send(new PutCommand({ TableName: 'accounts', Item: item as never }));
    await put({ pk: 'left', sk: '1', v: 90 }); // was 100
    await put({ pk: 'new', sk: '1', v: 10 }); // was not there
    await first.server.stop();
    const journal = path.join(folder, 'journal');
    await mkdir(journal, { recursive: true });
    const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
    const undo = [
      { table: 'accounts', key: key('left'), item: { ...key('left'), v: { N: '100' } } },
      { table: 'accounts', key: key('new') },
    ];
    await writeFile(path.join(journal, 'unfinished.json'), JSON.stringify(undo));
    await writeFile(path.join(journal, 'torn.json.tmp'), '[{"tab');

    const second = await open();
    const documents = DynamoDBDocumentClient.from(second.client);
    const get = async (pk: string) =>
      (await documents.send(new GetCommand({ TableName: 'accounts', Key: { pk, sk: '1' } }))).Item;
    expect(await get('left')).toMatchObject({ v: 100 });
    expect(await get('new')).toBeUndefined();
    expect(await readdir(journal)).toEqual([]);
    await second.server.stop();
  });

  it('removes what has expired, and nothing else', async () => {
    const { server, client } = await open(50);
    await createTable(client, 'expiring', Date.now);
    await server.ensureTable({ TableName: 'expiring' }, 'ttl');
    const documents = DynamoDBDocumentClient.from(client);
    const now = Math.floor(Date.now() / 1000);
    const items = { past: now - 10, future: now + 1000, 'long ago': now - 6 * 365 * 86_400, never: undefined };
    for (const [pk, ttl] of Object.entries(items)) {
      await documents.send(new PutCommand({ TableName: 'expiring', Item: { pk, sk: '1', ...(ttl && { ttl }) } }));
    }
    await pause(500);
    const { Items } = await documents.send(new ScanCommand({ TableName: 'expiring' }));
    // DynamoDB leaves records alone whose time lies more than five years back.
    expect(Items?.map(({ pk }) => pk).sort()).toEqual(['future', 'long ago', 'never']);
    await server.stop();
  });

  it('refuses what it does not do, and what is no JSON', async () => {
    const { server } = await open();
    const call = async (operation: string, body: string) => {
      const headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
      const response = await fetch(server.url, { method: 'POST', body, headers });
      return [response.status, ((await response.json()) as { __type: string }).__type.split('#')[1]];
    };
    expect(await call('ExecuteStatement', '{}')).toEqual([400, 'ValidationException']);
    expect(await call('GetItem', '{')).toEqual([400, 'SerializationException']);
    expect(await call('DescribeTable', '{"TableName":"none"}')).toEqual([400, 'ResourceNotFoundException']);
    await server.stop();
  });
});

describe('a readers-writer lock', () => {
  it('lets readers in together and a writer alone, in the order of arrival', async () => {
    const lock = createReadersWriterLock();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`+${name}`);
      await pause(10);
      log.push(`-${name}`);
    };
    await Promise.all([
      lock.shared(work('r1')),
      lock.shared(work('r2')),
      lock.exclusive(work('w')),
      lock.shared(work('r3')),
    ]);
    expect(log).toEqual(['+r1', '+r2', '-r1', '-r2', '+w', '-w', '+r3', '-r3']);
  });

  it('goes on after work that failed', async () => {
    const lock = createReadersWriterLock();
    const failed = lock.exclusive(() => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await lock.shared(async () => 'yes')).toBe('yes');
  });
});
