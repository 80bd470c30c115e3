import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { Logger } from '@aws-lambda-powertools/logger';
import { createDynamoClient, createKmsClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import { createArtifactRegistry } from '../../lib/stores/artifactRegistry.ts';
import { createHistorySnapshots } from '../../lib/stores/historySnapshots.ts';
import { createTrainingRuns } from '../../lib/stores/trainingRuns.ts';
import { parseTrainingRequest } from '../../lib/training/run/parseTrainingRequest.ts';
import { type MarketOutcome, runTraining } from '../../lib/training/run/runTraining.ts';
import type { TrainingDeps } from '../../lib/training/run/trainingDeps.ts';
import { inLambda } from './inLambda.ts';

const setting = (name: keyof typeof ENVIRONMENT) => process.env[ENVIRONMENT[name]] ?? '';

const logger = new Logger();
const table = createDynamoItemTable(createDynamoClient(), setting('operationsTable'), Date.now);
const objects = createS3ObjectStore(createS3Client(), setting('artifactBucket'));
const signer = createKmsSigner(createKmsClient(), setting('signingKey'));
const deps: TrainingDeps = {
  snapshots: createHistorySnapshots(table, objects),
  objects,
  registry: createArtifactRegistry({ table, objects, signer, clock: Date.now }),
  runs: createTrainingRuns({ table, clock: Date.now }),
  signer,
  runtime: ortRuntime,
  clock: Date.now,
  trainer: setting('trainer'),
};

/** Trains on accepted history; a durable execution, so a crash resumes at the step that had not ended. */
export const handler = withDurableExecution(
  async (event: unknown, context: DurableContext): Promise<readonly MarketOutcome[]> => {
    const request = parseTrainingRequest(event);
    logger.info('training asked for', { runId: request.runId, batch: request.batch });
    const owner = context.executionContext.durableExecutionArn;
    const outcomes = await runTraining(deps, request, owner, inLambda(context));
    logger.info('training ended', { runId: request.runId, outcomes });
    return outcomes;
  },
);
