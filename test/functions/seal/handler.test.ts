import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportSources } from '../../../cli/system/exportSources.ts';
import { openStores } from '../../../cli/system/openStores.ts';
import { readExport } from '../../../cli/system/readExport.ts';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { startKms } from '../../../infra/local/kms/kmsServer.ts';
import { openSigningKeys } from '../../../infra/local/kms/signingKeys.ts';
import { sdkEnvironment } from '../../../infra/local/place.ts';
import { startS3 } from '../../../infra/local/s3/s3Server.ts';
import { createS3ObjectStore } from '../../../lib/adapters/aws/s3ObjectStore.ts';
import { ENVIRONMENT } from '../../../lib/deployment/environment.ts';
import { verifyExport } from '../../../lib/provenance/verifyExport.ts';
import { forecastSource } from '../../../lib/stores/forecastLog.ts';
import { createTable, dynamoAt, s3At } from '../../conformance/endpoints.ts';
import { exportToFolder } from '../../lib/export/exportToFolder.ts';
import { createExportWorld } from '../../lib/export/exportWorld.ts';
import { runStandalone } from '../../lib/provenance/runStandalone.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const KEY = { keyId: 'k1', arn: 'arn:aws:kms:us-east-1:123456789012:key/k1', description: '', enabled: true };
type Handler = (event: unknown, context: Context) => Promise<{ sealed: readonly { day: string; root: string }[] }>;

describe('the seal function over the stores of the local run', () => {
  let environment: Record<string, string>;
  let seal: (scheduledTime: string) => ReturnType<Handler>;
  let sealEvent: (event: unknown) => ReturnType<Handler>;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const dynamo = await startDynamoDb();
    const s3 = await startS3();
    const kms = await startKms(await openSigningKeys(undefined, [KEY]), new Map());
    s3.ensureBucket('signal-files', { writeOnce: ['proof/'] });
    s3.ensureBucket('proofs', { locked: true, writeOnce: ['proof/'] });
    environment = {
      ...sdkEnvironment({ s3: s3.url, dynamodb: dynamo.url, kms: kms.url, lambda: '', kinesis: '', sqs: '' }),
      [ENVIRONMENT.signalsTable]: 'signals',
      [ENVIRONMENT.filmsTable]: 'films',
      [ENVIRONMENT.operationsTable]: 'operations',
      [ENVIRONMENT.signalsBucket]: 'signal-files',
      [ENVIRONMENT.proofBucket]: 'proofs',
      [ENVIRONMENT.signingKey]: KEY.arn,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    const client = dynamoAt(dynamo.url);
    const contents = createS3ObjectStore(s3At(s3.url), 'signal-files');
    const films = await createTable(client, 'films', Date.now);
    await createExportWorld({
      films,
      signals: await createTable(client, 'signals', Date.now),
      contents,
      sealed: false,
    });
    const { handler } = (await import('../../../functions/seal/handler.ts')) as unknown as { handler: Handler };
    const context = { functionName: 'seal', awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
    sealEvent = (event) => handler(event, context as unknown as Context);
    seal = (scheduledTime) => sealEvent({ kind: 'seal', scheduledTime });
    close = async () => {
      client.destroy();
      for (const server of [kms, s3, dynamo]) await server.stop();
      vi.unstubAllEnvs();
    };
  });
  afterAll(() => close());

  it('seals the day before its slot, every day that was missed, and nothing twice', async () => {
    expect((await seal('2026-05-02T00:20:00Z')).sealed.map(({ day }) => day)).toEqual(['2026-05-01']);
    expect((await seal('2026-05-02T00:20:00Z')).sealed).toEqual([]);
    const both = await Promise.all([seal('2026-05-05T00:20:00Z'), seal('2026-05-05T00:20:00Z')]);
    const roots = new Map(both.flatMap(({ sealed }) => sealed.map(({ day, root }) => [`${day} ${root}`, day])));
    expect([...roots.values()].sort()).toEqual(['2026-05-02', '2026-05-03', '2026-05-04']);
    expect((await seal('2026-05-05T00:20:00Z')).sealed).toEqual([]);
  });

  it.each([{}, { kind: 'collect', scheduledTime: '2026-05-02T00:20:00Z' }, { kind: 'seal' }, null])(
    'refuses an event that asks for nothing of the sort (%j)',
    async (event) => {
      await expect(sealEvent(event)).rejects.toMatchObject({ code: 'proof.event-unknown' });
    },
  );

  it('seals what nobody can replace or remove', async () => {
    const store = createS3ObjectStore(s3At(environment['AWS_ENDPOINT_URL_S3'] ?? ''), 'proofs');
    const day = 'proof/2026-05-01.json';
    expect(await store.put(day, Uint8Array.of(1), { onlyIfAbsent: true })).toBe(false);
    await expect(store.put(day, Uint8Array.of(1))).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(store.remove(day)).rejects.toMatchObject({ code: 'store.unavailable' });
  });

  it('makes an export that holds for both checks, with the contents of batches and of forecasts', async () => {
    const { folder, remove } = await temporaryFolder();
    try {
      const exported = await exportToFolder(exportSources(openStores(environment)), folder);
      const files = await readExport(exported.folder);
      const { findings, days, records, sealed } = await verifyExport(files);
      expect(findings).toEqual([]);
      expect(days).toBe(4);
      expect(records).toBeGreaterThan(sealed);
      expect((await runStandalone(exported.folder)).code).toBe(0);
      for (const [chain, member] of [
        ['stream%20%E7%9B%B4%E6%92%AD%2F1', '"events":'],
        [forecastSource('CN', 'cn-2'), '"inputsHash":'],
      ]) {
        const lines = new TextDecoder()
          .decode(await files.read(`chains/${chain}.jsonl`))
          .trim()
          .split('\n');
        expect(lines.filter((line) => !line.startsWith('{"content":') || !line.includes(String(member)))).toEqual([]);
      }
    } finally {
      await remove();
    }
  });
});
