import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { createDynamoClient, createKmsClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { createForecastApi } from '../../lib/api/createForecastApi.ts';
import { prepareForecast } from '../../lib/forecast/prepareForecast.ts';
import { type OpenedArtifact, openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import { setting } from '../shared/settings.ts';
import { createHttpFunction } from './httpFunction.ts';
import { openBundled } from './openBundled.ts';

const logger = new Logger();
const dynamo = createDynamoClient();
const table = (name: Parameters<typeof setting>[0]) => createDynamoItemTable(dynamo, setting(name), Date.now);
const verifier = createKmsSigner(createKmsClient(), setting('signingKey'));

const answer = createForecastApi<OpenedArtifact>({
  stores: {
    films: table('filmsTable'),
    operations: table('operationsTable'),
    cache: table('cacheTable'),
    signals: table('signalsTable'),
    artifacts: createS3ObjectStore(createS3Client(), setting('artifactBucket')),
  },
  verifier,
  open: (files, id) => openArtifact(files, ortRuntime, { id, verifier }),
  close: (model) => model.close(),
  bundled: openBundled,
  prepare: prepareForecast,
  owner: randomUUID(),
  clock: Date.now,
  wait: (ms) => wait(ms, undefined, { ref: false }),
  report: (error) => logger.warn('went on without', { error: error as Error }),
});

/** Answers the HTTP API: forecasts, films, artifacts, health. */
export const handler = createHttpFunction({ answer, logger, now: Date.now });
