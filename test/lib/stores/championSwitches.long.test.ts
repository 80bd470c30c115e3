import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { startS3 } from '../../../infra/local/s3/s3Server.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../../conformance/endpoints.ts';
import { switchChampionsUnderReaders } from './championSwitches.ts';

describe('champions in the stores of the local run', () => {
  let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
  let s3: Awaited<ReturnType<typeof startS3>>;
  beforeAll(async () => {
    dynamo = await startDynamoDb();
    s3 = await startS3();
  });
  afterAll(async () => {
    await dynamo.stop();
    await s3.stop();
  });

  it('R9 shows 10,000 reads during 100 switches one whole version each, and rolls back within 5 s', async () => {
    const table = await createTable(dynamoAt(dynamo.url), 'operations', Date.now);
    const objects = await createBucket(s3At(s3.url), 'artifacts');
    expect(await switchChampionsUnderReaders(table, objects)).toBeLessThan(5000);
  });
});
