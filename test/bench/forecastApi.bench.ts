import { setTimeout as wait } from 'node:timers/promises';
import { readBundledArtifact } from '../../functions/forecast/bundledArtifacts.ts';
import { openBundled } from '../../functions/forecast/openBundled.ts';
import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { startS3 } from '../../infra/local/s3/s3Server.ts';
import { createMemorySigner } from '../../lib/adapters/memory/signer.ts';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { createForecastApi } from '../../lib/api/createForecastApi.ts';
import { formatOrigin, ORIGINS } from '../../lib/film/origin.ts';
import { prepareForecast } from '../../lib/forecast/prepareForecast.ts';
import { DEFAULT_SAMPLE } from '../../lib/simulation/defaultSample.ts';
import { generateSampleHistory } from '../../lib/simulation/generateSampleHistory.ts';
import { createArtifactRegistry } from '../../lib/stores/artifactRegistry.ts';
import { createHistorySnapshots } from '../../lib/stores/historySnapshots.ts';
import { type OpenedArtifact, openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../conformance/endpoints.ts';
import type { BenchmarkSuite } from './harness.ts';

/**
 * POST /v1/forecasts without the gateway: request parsing, features, ONNX, drivers, cache and log in the embedded stores
 * over their own HTTP, with the shipped model and sample. Goals: design page modelling, "Speed" (over local HTTP).
 */
export const benchmarks: BenchmarkSuite = async () => {
  const dynamo = await startDynamoDb();
  const s3 = await startS3();
  const client = dynamoAt(dynamo.url);
  const table = (name: string) => createTable(client, name, Date.now);
  const stores = {
    films: await table('films'),
    operations: await table('operations'),
    signals: await table('signals'),
    cache: await table('cache'),
    artifacts: await createBucket(s3At(s3.url), 'artifacts'),
  };
  const signer = createMemorySigner();
  const sample = generateSampleHistory(DEFAULT_SAMPLE);
  const films = sample.films.filter(({ market, finalGross }) => market === 'CN' && finalGross !== undefined);
  const ids = new Set(films.map(({ filmId }) => filmId));
  const rows = sample.rows.filter(({ filmId }) => ids.has(filmId));
  const records = { market: 'CN' as const, films, rows };
  await createHistorySnapshots(stores.operations, stores.artifacts).accept(
    {
      batch: 'b',
      order: 1,
      stamp: '1',
      records,
    },
    Date.now(),
  );
  const shipped = await readBundledArtifact('CN');
  if (!shipped) throw new Error('no artifact is shipped for CN: build it with "marquee artifacts build"');
  const { artifactId, artifact } = shipped;
  const registry = createArtifactRegistry({
    ...{ table: stores.operations, objects: stores.artifacts },
    signer,
    clock: Date.now,
  });
  const signature = await signer.sign(artifact.files.get('manifest.json') ?? new Uint8Array());
  await registry.save({ artifactId, market: 'CN', createdAsOf: '2026-05-31' }, { ...artifact, signature });
  await registry.promote('CN', artifactId, 0, null);

  const open = () =>
    createForecastApi<OpenedArtifact>({
      ...{ stores, verifier: signer, prepare: prepareForecast, bundled: openBundled, clock: Date.now },
      open: (files, id) => openArtifact(files, ortRuntime, { id, verifier: signer }),
      owner: 'bench',
      wait: (ms) => wait(ms, undefined, { ref: false }),
    });
  const ask = (api: ReturnType<typeof open>, filmId: string, origin: number) =>
    api({
      ...{ routeKey: 'POST /v1/forecasts', method: 'POST', path: '/v1/forecasts', pathParameters: {}, query: {} },
      ...{ contentType: 'application/json', isBase64Encoded: false },
      body: JSON.stringify({ filmId, origin: formatOrigin(origin), market: 'CN' }),
    });
  const warm = open();
  let asked = 0;
  const another = () => {
    const film = films[asked % films.length]?.filmId ?? '';
    const origin = ORIGINS[Math.floor(asked++ / films.length) % ORIGINS.length] ?? 0;
    return ask(warm, film, origin);
  };
  const known = films[0]?.filmId ?? '';
  return {
    benchmarks: [
      {
        name: 'forecast API: first answer of a process (history, model)',
        run: () => ask(open(), known, 3),
        samples: 5,
      },
      { name: 'forecast API: cache miss', run: another, samples: 300, warmUp: 50, goalMs: 15 },
      { name: 'forecast API: cache hit', run: () => ask(warm, known, 3), samples: 300, warmUp: 20, goalMs: 5 },
    ],
    async end() {
      client.destroy();
      await dynamo.stop();
      await s3.stop();
    },
  };
};
