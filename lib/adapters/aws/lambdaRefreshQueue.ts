import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { RefreshQueue } from '../../ports/refreshQueue.ts';
import { storeFailure } from './storeFailure.ts';

/** Films of one call: with their reasons they stay far below what an asynchronous call may carry. */
const PER_CALL = 200;

/** Asks for fresh forecasts by calling the forecast function with `{kind: 'refresh', films}` without waiting for it. */
export function createLambdaRefreshQueue(client: LambdaClient, functionName: string): RefreshQueue {
  return {
    async request(films) {
      for (let from = 0; from < films.length; from += PER_CALL) {
        const payload = { kind: 'refresh', films: films.slice(from, from + PER_CALL) };
        const command = new InvokeCommand({
          FunctionName: functionName,
          InvocationType: 'Event',
          Payload: new TextEncoder().encode(JSON.stringify(payload)),
        });
        try {
          await client.send(command);
        } catch (error) {
          throw storeFailure('ask for fresh forecasts', error);
        }
      }
    },
  };
}
