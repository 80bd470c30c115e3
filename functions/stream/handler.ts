import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import {
  createDynamoClient,
  createKinesisClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
} from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKinesisShardLineage } from '../../lib/adapters/aws/kinesisShardLineage.ts';
import { createLambdaRefreshQueue } from '../../lib/adapters/aws/lambdaRefreshQueue.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { createSqsFailureQueue } from '../../lib/adapters/aws/sqsFailureQueue.ts';
import { createFailedRecords } from '../../lib/stores/failedRecords.ts';
import { createProvenanceChains } from '../../lib/stores/provenanceChains.ts';
import { createProvenanceLog } from '../../lib/stores/provenanceLog.ts';
import { createRecordedSignalLog } from '../../lib/stores/recordedSignalLog.ts';
import { createTakingLog } from '../../lib/stores/signalIntake.ts';
import { createSignalLog } from '../../lib/stores/signalLog.ts';
import { createStreamLedger } from '../../lib/stores/streamLedger/streamLedger.ts';
import { createWindowRows } from '../../lib/stores/windowRows.ts';
import { type ConsumeDeps, consumeBatch } from '../../lib/streaming/consumeBatch.ts';
import { setting } from '../shared/settings.ts';
import { answerMapping } from './answerMapping.ts';
import { metricsOf } from './metrics.ts';

const logger = new Logger();

const table = createDynamoItemTable(createDynamoClient(), setting('signalsTable'), Date.now);
const objects = createS3ObjectStore(createS3Client(), setting('signalsBucket'));
const deps: ConsumeDeps = {
  ledger: createStreamLedger({ table, objects, lineage: createKinesisShardLineage(createKinesisClient()) }),
  signals: createRecordedSignalLog(
    createTakingLog({ log: createSignalLog(table), table, clock: Date.now }),
    createProvenanceLog(createProvenanceChains(table), objects),
    (batch) => batch.split('/')[1] ?? '',
  ),
  windows: createWindowRows(table),
  refresh: createLambdaRefreshQueue(createLambdaClient(), setting('forecastFunction')),
  failed: createFailedRecords(objects, createSqsFailureQueue(createSqsClient(), setting('failureQueue'))),
};

/** Records of a Kinesis stream or a Kafka topic: signals kept, windows moved on, fresh forecasts asked for. */
export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) =>
    answerMapping(
      {
        consume: (batch) => consumeBatch(deps, batch),
        report: ({ stream, shard }, outcome) =>
          logger.info('batch taken in', { stream, shard, ...outcome, ...metricsOf(outcome, Date.now()) }),
        reportFailure: ({ stream, shard }, error) =>
          logger.error('batch not taken in', { stream, shard, error: error as Error }),
      },
      event,
    ),
  );
