import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { createMemoryItemTable } from '../../lib/adapters/memory/itemTable.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { startAmazonDynamoDb, whyNoAmazonDynamoDb } from './amazonDynamoDb.ts';
import { createTable, dynamoAt } from './endpoints.ts';
import { describeItemTable } from './itemTableSuite.ts';
import { skipLoudly } from './skipLoudly.ts';

describeItemTable('the table in memory', async (clock) => ({
  table: createMemoryItemTable(clock),
  close: async () => {},
}));

describeItemTable('the DynamoDB table of the local run', async (clock) => {
  const { folder, remove } = await temporaryFolder();
  const server = await startDynamoDb({ folder: `${folder}/tables` });
  const client = dynamoAt(server.url);
  return {
    table: await createTable(client, 'conformance', clock),
    close: async () => {
      client.destroy();
      await server.stop();
      await remove();
    },
  };
});

const missing = whyNoAmazonDynamoDb();
if (missing !== undefined) skipLoudly("Amazon's DynamoDB Local", missing);
else {
  describeItemTable("Amazon's DynamoDB Local", async (clock) => {
    const server = await startAmazonDynamoDb();
    const client = dynamoAt(server.url);
    return {
      table: await createTable(client, 'conformance', clock),
      close: async () => {
        client.destroy();
        await server.stop();
      },
    };
  });
}
