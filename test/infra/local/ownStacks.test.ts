import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../../infra/local/localCloud.ts';
import { startLocalCloud } from '../../../infra/local/startLocalCloud.ts';
import { type SynthesisStep, synthesizeLocal } from '../../../infra/local/synthesis/synthesizeLocal.ts';
import { ROUTES } from '../../../lib/deployment/environment.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { connect, eventually, type Fixture, readJson } from './fixture/startFixture.ts';

/** The stacks that are deployed, with small stand-ins for the functions: what they declare is what runs here. */
describe('the product’s own stacks, run on this machine', () => {
  let remove: () => Promise<void>;
  let folder: string;
  let assembly: string;
  let cloud: LocalCloud;
  let clients: Pick<Fixture, 'dynamodb' | 's3' | 'kinesis'>;
  const steps: SynthesisStep[] = [];

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    process.env['CDK_CONTEXT_JSON'] = JSON.stringify({ functionsRoot: 'test/infra/local/fixture/functions' });
    assembly = await synthesizeLocal(folder, (step) => steps.push(step));
    cloud = await startLocalCloud({ assembly, schedules: false });
    clients = connect(cloud);
  });
  afterAll(async () => {
    delete process.env['CDK_CONTEXT_JSON'];
    await cloud?.stop();
    await remove();
  });

  const call = (method: string, route: string, token?: string) =>
    fetch(`${cloud.api}${route.replace('{id}', 'f1')}`, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  const operation = async (pk: string, sk: string) => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const TableName = cloud.environment['MARQUEE_OPERATIONS_TABLE'];
    return (await clients.dynamodb.send(new GetItemCommand({ TableName, Key }))).Item;
  };

  it('are synthesized once per state of the sources, with a step for each function', async () => {
    expect(steps[0]).toEqual({ kind: 'started' });
    const bundled = steps.flatMap((step) => (step.kind === 'bundling' ? step.name : []));
    expect(bundled.map((name) => path.basename(name)).sort()).toEqual([
      'Collect',
      'Forecast',
      'ImportHistory',
      'Seal',
      'Stream',
      'Train',
    ]);
    const again: SynthesisStep[] = [];
    expect(await synthesizeLocal(folder, (step) => again.push(step))).toBe(assembly);
    expect(again).toEqual([{ kind: 'reused' }]);
    expect(await readdir(folder)).toEqual([path.basename(assembly)]);
  });

  it.each(ROUTES.map(({ method, path: route, scope }) => [method, route, scope] as const))(
    'answer %s %s, and ask for its scope',
    async (method, route, scope) => {
      const answer = await call(method, route, scope && (await cloud.issueToken({ scope })));
      expect(answer.status).toBe(200);
      expect(await readJson(answer)).toMatchObject({ route: `${method} ${route}` });
      const bare = await call(method, route);
      expect(bare.status).toBe(scope === undefined ? 200 : 401);
      const poor = await call(method, route, await cloud.issueToken({ scope: 'other' }));
      expect(poor.status).toBe(scope === undefined ? 200 : 403);
    },
  );

  it('give every function the names of what it uses', async () => {
    const { names } = await readJson<{ names: Record<string, string> }>(await call('GET', '/v1/health'));
    expect(Object.values(names).every((value) => value !== '' && !value.startsWith('local-'))).toBe(true);
    expect(Object.values(cloud.tables)).toEqual(
      expect.arrayContaining([names['MARQUEE_FILMS_TABLE'], names['MARQUEE_CACHE_TABLE']]),
    );
    expect(cloud.artifactBucket).toBe(names['MARQUEE_ARTIFACT_BUCKET']);
    expect(Object.keys(cloud.functions).sort()).toEqual([
      'collect',
      'forecast',
      'import-history',
      'seal',
      'stream',
      'train',
    ]);
  });

  it('lead from a dropped file over the import to one durable training run and its signed artifact', async () => {
    const drop = (Key: string) =>
      clients.s3.send(new PutObjectCommand({ Bucket: cloud.historyBucket, Key, Body: 'x' }));
    await Promise.all(['history/b1/films.csv', 'history/b1/daily.csv', 'reports/b1/import.json'].map(drop));
    const champion = await eventually(() => operation('champion', 'US'));
    expect(champion['artifact']?.S).toBe('run1');
    expect(await operation('dropped', 'history/b1/films.csv')).toBeDefined();
    expect(await operation('dropped', 'reports/b1/import.json')).toBeUndefined();
    const Key = 'artifacts/run1/manifest.sig';
    expect(
      (await clients.s3.send(new GetObjectCommand({ Bucket: cloud.artifactBucket, Key }))).ContentLength,
    ).toBeGreaterThan(60);
    await cloud.idle();
    for (const queue of ['Train', 'Import', 'Collect', 'Forecast'])
      expect(await cloud.queued(`${queue}DeadLetters`)).toEqual([]);
  });

  it('lead from a record of the stream to the signals table and bucket', async () => {
    await clients.kinesis.send(
      new PutRecordCommand({
        StreamName: cloud.signalStream,
        PartitionKey: 'f1',
        Data: Buffer.from(JSON.stringify({ eventId: 'e1' })),
      }),
    );
    await cloud.idle();
    const TableName = cloud.environment['MARQUEE_SIGNALS_TABLE'];
    const Key = { pk: { S: 'event' }, sk: { S: 'e1' } };
    expect((await clients.dynamodb.send(new GetItemCommand({ TableName, Key }))).Item?.['text']?.S).toContain('e1');
    expect(await cloud.queued('Failures')).toEqual([]);
  });

  it('keep signal files from being replaced', async () => {
    const Bucket = cloud.environment['MARQUEE_SIGNALS_BUCKET'];
    for (const Key of ['raw/a', 'failed/a', 'proof/a']) {
      await expect(clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
    }
    for (const queue of ['Train', 'Import', 'Collect', 'Seal'])
      expect(await cloud.queued(`${queue}DeadLetters`)).toEqual([]);
  });

  it('keep snapshots and artifacts from being replaced', async () => {
    const write = (Key: string) =>
      clients.s3.send(new PutObjectCommand({ Bucket: cloud.artifactBucket, Key, Body: 'x' }));
    for (const Key of ['snapshots/US/a', 'artifacts/a/manifest.json']) {
      await expect(write(Key)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    await write('runs/r1/step');
  });

  it('name what is declared and not emulated', () => {
    const types = new Set(cloud.notEmulated.map(({ type }) => type));
    expect([...types].sort()).toMatchInlineSnapshot(`
      [
        "AWS::ApiGatewayV2::Stage",
        "AWS::CloudWatch::Alarm",
        "AWS::DynamoDB::Table",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Key",
        "AWS::Kinesis::Stream",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::Scheduler::Schedule",
      ]
    `);
  });
});
