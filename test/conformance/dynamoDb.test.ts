import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { startAmazonDynamoDb, whyNoAmazonDynamoDb } from './amazonDynamoDb.ts';
import { describeDynamoDb } from './dynamoDbSuite.ts';
import { dynamoAt } from './endpoints.ts';
import { skipLoudly } from './skipLoudly.ts';

describeDynamoDb('the DynamoDB of the local run', async () => {
  const { folder, remove } = await temporaryFolder();
  const server = await startDynamoDb({ folder: `${folder}/tables`, journalFolder: `${folder}/journal` });
  const client = dynamoAt(server.url);
  return {
    client,
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
  describeDynamoDb("Amazon's DynamoDB Local", async () => {
    const server = await startAmazonDynamoDb();
    const client = dynamoAt(server.url);
    return {
      client,
      close: async () => {
        client.destroy();
        await server.stop();
      },
    };
  });
}
