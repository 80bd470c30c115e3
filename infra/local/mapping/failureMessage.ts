import type { FunctionFailure } from '../lambda/outcome.ts';
import type { Batch } from './streamEvent.ts';

/** Why records were given up. */
export interface GivenUp {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly functionArn: string;
  /** Calls that were made for these records. */
  readonly calls: number;
  /** Undefined when the function answered and named the records. */
  readonly failure: FunctionFailure | undefined;
  /** When, milliseconds since the epoch. */
  readonly at: number;
}

/** What the queue of a mapping is told: where the records stand in the stream, not the records themselves. */
export function failureMessage(batch: Batch, { condition, functionArn, calls, failure, at }: GivenUp): string {
  const [first] = batch.records;
  const last = batch.records.at(-1);
  return JSON.stringify({
    requestContext: { functionArn, condition, approximateInvokeCount: calls },
    responseContext: {
      ...{ statusCode: 200, executedVersion: '$LATEST' },
      functionError: failure === undefined ? null : 'Unhandled',
    },
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    KinesisBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first?.at ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.at ?? 0).toISOString(),
      batchSize: batch.records.length,
      streamArn: batch.streamArn,
    },
  });
}
