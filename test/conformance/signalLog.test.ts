import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { createMemoryItemTable } from '../../lib/adapters/memory/itemTable.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { createTable, dynamoAt } from './endpoints.ts';
import { describeSignalLog } from './signalLogSuite.ts';

describeSignalLog('the log of signals in memory', async () => ({
  table: createMemoryItemTable(Date.now),
  close: async () => {},
}));

describeSignalLog('the log of signals in the DynamoDB of the local run', async () => {
  const { folder, remove } = await temporaryFolder();
  const server = await startDynamoDb({ folder: `${folder}/tables` });
  const client = dynamoAt(server.url);
  return {
    table: await createTable(client, 'signals', Date.now),
    close: async () => {
      client.destroy();
      await server.stop();
      await remove();
    },
  };
});
