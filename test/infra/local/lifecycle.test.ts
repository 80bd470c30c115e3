import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../infra/local/http/listenOnLoopback.ts';
import type { LocalCloud } from '../../../infra/local/localCloud.ts';
import { startLocalCloud } from '../../../infra/local/startLocalCloud.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { connect, eventually } from './fixture/startFixture.ts';
import { writeAssembly } from './fixture/writeAssembly.ts';

const PROGRAM = path.resolve(import.meta.dirname, 'fixture/runUntilKilled.ts');

describe('a local run from start to stop', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let assembly: string;
  let data: string;
  let open: LocalCloud[];
  let children: ChildProcess[];

  const start = async (more: object = {}): Promise<LocalCloud> => {
    const cloud = await startLocalCloud({ assembly, data, retryDelays: [20, 40], schedules: false, ...more });
    open.push(cloud);
    return cloud;
  };
  /** Starts another process on the same folder; resolves with what it says first. */
  const startProcess = async (): Promise<{
    child: ChildProcess;
    said: LocalCloud & { code?: string; params?: object };
  }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, assembly, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
    return { child, said: JSON.parse(String(line)) };
  };
  const kill = async (child: ChildProcess) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    assembly = await writeAssembly(path.join(folder, 'assembly'));
    data = path.join(folder, 'data');
    open = [];
    children = [];
  });
  afterEach(async () => {
    for (const cloud of open) await cloud.stop();
    for (const child of children) child.kill('SIGKILL');
    await remove();
  });

  it('is up within three seconds, and gives no notice of what it does not emulate twice', async () => {
    const before = performance.now();
    const cloud = await start();
    expect(performance.now() - before).toBeLessThan(3000);
    const told = cloud.notEmulated.map(({ logicalId, property }) => `${logicalId}.${property}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain('Notes.PointInTimeRecoverySpecification');
    expect(told).toContain('Encrypting.*');
    expect(told).toContain('Web.TracingConfig');
    expect(told).not.toContain('Skipped.TracingConfig'); // its condition does not hold
  });

  it('goes on with the data, the addresses and the tokens of the last run', async () => {
    const first = await start();
    const before = connect(first);
    const item = { pk: { S: 'a' }, sk: { S: 'b' }, text: { S: '流浪地球' } };
    await before.dynamodb.send(new PutItemCommand({ TableName: first.tables['Notes'], Item: item }));
    const address = { Bucket: first.buckets['Archive'], Key: 'kept/a b.txt' };
    const metadata = { ContentType: 'text/plain', Metadata: { run: 'r1' } };
    const written = await before.s3.send(new PutObjectCommand({ ...address, Body: 'kept', ...metadata }));
    await first.stop();

    const second = await start();
    const after = connect(second);
    expect(second.endpoints).toEqual(first.endpoints);
    expect(second.issuer).toBe(first.issuer);
    const { Item } = await after.dynamodb.send(
      new GetItemCommand({ TableName: second.tables['Notes'], Key: { pk: { S: 'a' }, sk: { S: 'b' } } }),
    );
    expect(Item).toEqual(item);
    const found = await after.s3.send(new GetObjectCommand(address));
    expect(found).toMatchObject({ ...metadata, ETag: written.ETag });
    expect(await found.Body?.transformToString()).toBe('kept');
    const films = await fetch(`${second.api}/films`, { headers: { authorization: `Bearer ${first.token}` } });
    expect(films.status).toBe(200);
  });

  it('keeps objects as plain files, and takes a file that was removed for a removed object', async () => {
    const first = await start();
    const address = { Bucket: first.buckets['Archive'], Key: 'plain/films.csv' };
    await connect(first).s3.send(new PutObjectCommand({ ...address, Body: 'film_id\n' }));
    await first.stop();
    const file = path.join(data, 's3', String(address.Bucket), 'objects', 'plain', 'films.csv');
    expect(await readFile(file, 'utf8')).toBe('film_id\n');
    await rm(file);
    const second = await start();
    await expect(connect(second).s3.send(new GetObjectCommand(address))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('leaves nothing behind when it runs in memory', async () => {
    const cloud = await start({ data: undefined });
    const { s3, dynamodb } = connect(cloud);
    await s3.send(new PutObjectCommand({ Bucket: cloud.buckets['Drops'], Key: 'history/a', Body: 'x' }));
    await dynamodb.send(
      new PutItemCommand({ TableName: cloud.tables['Notes'], Item: { pk: { S: 'a' }, sk: { S: 'b' } } }),
    );
    await cloud.idle();
    await cloud.stop();
    expect(await readdir(folder)).toEqual(['assembly']);
  });

  it('names a busy port, and leaves nothing open', async () => {
    const other = await listenOnLoopback(createServer());
    await expect(start({ port: other.port })).rejects.toMatchObject({
      code: 'local.port-busy',
      params: { port: other.port },
    });
    await other.stop();
    const cloud = await start({ port: other.port });
    expect(cloud.api).toBe(`http://127.0.0.1:${other.port}`);
  });

  it('R12: refuses a folder that another process uses, so that no clock runs twice, and names it', async () => {
    const { child, said } = await startProcess();
    expect(said.api).toMatch(/^http/);
    await expect(start()).rejects.toMatchObject({
      code: 'local.folder-in-use',
      params: { folder: data, pid: child.pid },
    });
    await kill(child);
    await start(); // what the killed process left does not stand in the way
    expect((await startProcess()).said).toMatchObject({
      code: 'local.folder-in-use',
      params: { folder: data, pid: process.pid },
    });
  });

  it('says what is wrong with a template', async () => {
    await expect(start({ assembly: folder })).rejects.toMatchObject({
      code: 'local.template-missing',
      params: { folder },
    });
    await writeAssembly(assembly, { Odd: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Cidr': [] } } } });
    await expect(start()).rejects.toMatchObject({
      code: 'local.template-unreadable',
      params: { file: 'Fixture-App.template.json', reason: 'it uses Fn::Cidr' },
    });
    await writeFile(path.join(assembly, 'app.json'), '{');
    await expect(start()).rejects.toMatchObject({ code: 'local.template-unreadable' });
  });

  it('takes up events and executions after kill -9', async () => {
    const { child, said } = await startProcess();
    const { lambda, s3 } = connect(said);
    const later = (role: string, payload: object) =>
      lambda.send(
        new InvokeCommand({
          ...{ FunctionName: said.functions[role], InvocationType: 'Event' },
          Payload: JSON.stringify(payload),
        }),
      );
    await later('pipeline', { run: 'killed', items: [1], hang: true });
    await later('failing', { id: 'killed', hang: true, succeedAt: 2 });
    await s3.send(new PutObjectCommand({ Bucket: said.buckets['Drops'], Key: 'history/killed.csv', Body: 'x' }));
    const reached = async () => {
      const steps = await connect(said).read('run killed', 'calls');
      const calls = await connect(said).read('calls', 'calls');
      return steps['second'] && calls['killed'] ? true : undefined;
    };
    await eventually(reached);
    await kill(child);

    const cloud = await start();
    await cloud.idle();
    const { read } = connect(cloud);
    await eventually(async () => ((await read('run killed', 'calls'))['double-1'] ? true : undefined));
    expect(await read('run killed', 'calls')).toMatchObject({ first: '1', second: '2', 'double-1': '1' });
    expect(Number((await read('calls', 'calls'))['killed'])).toBeGreaterThanOrEqual(2);
    expect(Object.values(await read('notes', 'event')).join()).toContain('history/killed.csv');
    expect(await readdir(path.join(data, 'events'))).toEqual([]);
  });

  it('takes its functions along when it is killed, also one that never yields', async () => {
    const { child, said } = await startProcess();
    const { pid } = (await (await fetch(`${said.api}/things/runtime`)).json()) as { pid: number };
    const spinning = fetch(`${said.api}/things/spin`).catch(() => undefined);
    await pause(300);
    await kill(child);
    await spinning;
    const isGone = () => {
      try {
        return process.kill(pid, 0) ? undefined : true;
      } catch {
        return true;
      }
    };
    await eventually(async () => isGone(), 3_000);
  });

  it('stops while calls are under way, and takes them up at the next start', async () => {
    const first = await start();
    const { lambda, read } = connect(first);
    await lambda.send(
      new InvokeCommand({
        ...{ FunctionName: first.functions['failing'], InvocationType: 'Event' },
        Payload: JSON.stringify({ id: 'stopped', hang: true, succeedAt: 2 }),
      }),
    );
    await eventually(async () => (await read('calls', 'calls'))['stopped']);
    await first.stop();
    expect(await readdir(path.join(data, 'events'))).toHaveLength(1);
    const second = await start();
    await second.idle();
    expect(await connect(second).read('calls', 'calls')).toMatchObject({ stopped: '2' });
    expect(await second.queued('DeadLetters')).toEqual([]);
  });

  it('writes what functions print into a log per function', async () => {
    const cloud = await start();
    await fetch(`${cloud.api}/things/printed`);
    await cloud.stop();
    expect(await readFile(path.join(data, 'logs', 'web.log'), 'utf8')).toContain('called /things/printed');
  });

  it('passes parameters into the template', async () => {
    const cloud = await start({ parameters: { Greeting: 'hey', JwtAudience: 'my-app' } });
    const runtime = (await (await fetch(`${cloud.api}/things/runtime`)).json()) as { greeting: string };
    expect(runtime.greeting).toBe('hey!');
    const token = await cloud.issueToken({ audience: 'my-app' });
    const films = await fetch(`${cloud.api}/films`, { headers: { authorization: `Bearer ${token}` } });
    expect(films.status).toBe(200);
  });
});
