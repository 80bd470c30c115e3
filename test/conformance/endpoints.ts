import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';

const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** A client of a DynamoDB on this machine. */
export function dynamoAt(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...LOCAL, endpoint });
}

/** A client of a Kinesis on this machine, as plain as a user makes one. */
export function kinesisAt(endpoint: string): KinesisClient {
  return new KinesisClient({ ...LOCAL, endpoint, maxAttempts: 1 });
}

/** A client of an S3 on this machine. */
export function s3At(endpoint: string): S3Client {
  return new S3Client({ ...LOCAL, endpoint, forcePathStyle: true });
}

/** Creates a table as the stacks do, and opens it through the adapter. */
export async function createTable(client: DynamoDBClient, name: string, clock: () => number): Promise<ItemTable> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return createDynamoItemTable(client, name, clock);
}

/** Creates a bucket and opens it through the adapter. */
export async function createBucket(client: S3Client, name: string): Promise<ObjectStore> {
  await client.send(new CreateBucketCommand({ Bucket: name }));
  return createS3ObjectStore(client, name);
}
