import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { createDynamoClient, createLambdaClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createLambdaTrainingQueue } from '../../lib/adapters/aws/lambdaTrainingQueue.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import type { ImportDeps, ImportOutcome } from '../../lib/history/importBatch.ts';
import { parseImportEvent } from '../../lib/history/importEvent.ts';
import { runImport } from '../../lib/history/runImport.ts';
import { createFilmCatalogue } from '../../lib/stores/filmCatalogue.ts';
import { createHistorySnapshots } from '../../lib/stores/historySnapshots.ts';
import { createImportBatches } from '../../lib/stores/importBatches.ts';

const logger = new Logger();
const setting = (name: keyof typeof ENVIRONMENT) => process.env[ENVIRONMENT[name]] ?? '';

const s3 = createS3Client();
const dynamo = createDynamoClient();
const operations = createDynamoItemTable(dynamo, setting('operationsTable'), Date.now);
const deps: ImportDeps = {
  files: createS3ObjectStore(s3, setting('historyBucket')),
  batches: createImportBatches(operations),
  snapshots: createHistorySnapshots(operations, createS3ObjectStore(s3, setting('artifactBucket'))),
  catalogue: createFilmCatalogue(createDynamoItemTable(dynamo, setting('filmsTable'), Date.now)),
  training: createLambdaTrainingQueue(createLambdaClient(), setting('trainFunction')),
};

/** Dropped history and the five-minute schedule: every batch concerned is settled as far as its files allow. */
export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(async (event: unknown): Promise<readonly Pick<ImportOutcome, 'batch' | 'status'>[]> => {
    const task = parseImportEvent(event);
    for (const key of task.ignored) logger.warn('not a history file', { key });
    const { outcomes, failures, repeated } = await runImport(deps, task, Date.now);
    for (const { batch, status, report } of outcomes) {
      const { films, daily, markets, training } = report ?? {};
      logger.info('batch settled', { batch, status, films, daily, markets, training });
    }
    if (repeated > 0) logger.info('events seen before', { repeated });
    for (const { batch, error } of failures) logger.error('batch failed', { batch, error: error as Error });
    if (failures[0]) throw failures[0].error;
    return outcomes.map(({ batch, status }) => ({ batch, status }));
  });
