import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { createDynamoClient, createKmsClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import type { DayStatement } from '../../lib/provenance/dayProof.ts';
import { sealDays } from '../../lib/provenance/sealDays.ts';
import { parseSealEvent } from '../../lib/provenance/sealEvent.ts';
import { createDayProofs } from '../../lib/stores/dayProofs.ts';
import { createProvenanceChains } from '../../lib/stores/provenanceChains.ts';
import { setting } from '../shared/settings.ts';

const logger = new Logger();
const table = createDynamoItemTable(createDynamoClient(), setting('signalsTable'), Date.now);
const deps = {
  chains: createProvenanceChains(table),
  proofs: createDayProofs(table, createS3ObjectStore(createS3Client(), setting('proofBucket'))),
  signer: createKmsSigner(createKmsClient(), setting('signingKey')),
  clock: Date.now,
};

/** Seals the days that are over: one signed root a day over the records of all chains. */
export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(
    async (event: unknown): Promise<{ readonly sealed: readonly Pick<DayStatement, 'day' | 'size' | 'root'>[] }> => {
      const statements = await sealDays(deps, parseSealEvent(event));
      const sealed = statements.map(({ day, size, root }) => ({ day, size, root }));
      logger.info('days sealed', { sealed });
      return { sealed };
    },
  );
