import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FailureQueue } from '../../ports/failureQueue.ts';
import { storeFailure } from './storeFailure.ts';

/** Messages that one call takes. */
const PER_CALL = 10;

/** A failure queue over SQS. */
export function createSqsFailureQueue(client: SQSClient, queueUrl: string): FailureQueue {
  return {
    async send(notices) {
      for (let from = 0; from < notices.length; from += PER_CALL) {
        const batch = notices.slice(from, from + PER_CALL);
        const entries = batch.map((notice, at) => ({ Id: String(at), MessageBody: JSON.stringify(notice) }));
        try {
          const { Failed = [] } = await client.send(
            new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
          );
          if (Failed[0]) throw new Error(Failed[0].Message ?? Failed[0].Code ?? 'not taken');
        } catch (error) {
          throw storeFailure('tell of failed records', error);
        }
      }
    },
  };
}
