import { DurableExecutionAlreadyStartedException, InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { TrainingQueue } from '../../ports/trainingQueue.ts';
import { storeFailure } from './storeFailure.ts';

/**
 * Asks for training runs by starting the durable training function without waiting for it. The execution is named after
 * the run: Lambda answers a second start of the same name with the first execution.
 * @param functionArn qualified: durable executions are pinned to a version
 */
export function createLambdaTrainingQueue(client: LambdaClient, functionArn: string): TrainingQueue {
  return {
    async request(request) {
      const command = new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        DurableExecutionName: `train-${request.runId}`,
        Payload: new TextEncoder().encode(JSON.stringify(request)),
      });
      try {
        await client.send(command);
      } catch (error) {
        // The same run over another snapshot was started before: one run per batch is all there shall be.
        if (error instanceof DurableExecutionAlreadyStartedException) return;
        throw storeFailure('start training', error);
      }
    },
  };
}
