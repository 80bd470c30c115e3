import { createDynamoClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { openHistorySource } from '../../lib/adapters/collect/openHistorySource.ts';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import { parseCollectEvent } from '../../lib/history/collectEvent.ts';
import { collectHistory } from '../../lib/history/collectHistory.ts';
import { createCollections, type SlotRecord } from '../../lib/stores/collections.ts';

const setting = (name: keyof typeof ENVIRONMENT) => process.env[ENVIRONMENT[name]] ?? '';

const sourceName = setting('collectSource');
const source = openHistorySource(sourceName);
const files = createS3ObjectStore(createS3Client(), setting('historyBucket'));
const collections = createCollections(
  createDynamoItemTable(createDynamoClient(), setting('operationsTable'), Date.now),
);

/** Copies what is new at the source of history into the history bucket. */
export async function collectDaily(event: unknown): Promise<SlotRecord | { readonly status: 'nothing-to-collect' }> {
  const slot = parseCollectEvent(event);
  if (!source) return { status: 'nothing-to-collect' };
  return collectHistory({ source, sourceName, files, collections }, slot, Date.now());
}
