import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { createDynamoClient, createKmsClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { createService } from '../../lib/api/createService.ts';
import { createRequestHandler } from '../../lib/api/handleRequest.ts';
import { isRefreshCall } from '../../lib/api/parseRefresh.ts';
import { prepareForecast } from '../../lib/forecast/prepareForecast.ts';
import { type OpenedArtifact, openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import type { HttpEvent } from '../shared/httpEvent.ts';
import { setting } from '../shared/settings.ts';
import { createHttpFunction } from './httpFunction.ts';
import { openBundled } from './openBundled.ts';
import { createRefreshFunction } from './refreshFunction.ts';

const logger = new Logger();
const dynamo = createDynamoClient();
const table = (name: Parameters<typeof setting>[0]) => createDynamoItemTable(dynamo, setting(name), Date.now);
const verifier = createKmsSigner(createKmsClient(), setting('signingKey'));

const service = createService<OpenedArtifact>({
  stores: {
    films: table('filmsTable'),
    operations: table('operationsTable'),
    signals: table('signalsTable'),
    cache: table('cacheTable'),
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

const http = createHttpFunction({ answer: createRequestHandler(service), logger, now: Date.now });
const refresh = createRefreshFunction({ service, logger });

/** Answers the HTTP API, and makes fresh forecasts of films whose signals have changed. */
export const handler = (event: unknown, context: Context) =>
  isRefreshCall(event) ? refresh(event, context) : http(event as HttpEvent, context);
