import type { ConsumeOutcome } from '../../lib/streaming/consumeBatch.ts';
import { parseStreamEvent } from '../../lib/streaming/streamEvent.ts';
import type { StreamBatch } from '../../lib/streaming/streamRecord.ts';

export interface MappingAnswer {
  /** Sequence numbers from which on records are to be delivered again. */
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface MappingDeps {
  readonly consume: (batch: StreamBatch) => Promise<ConsumeOutcome>;
  readonly report: (batch: StreamBatch, outcome: ConsumeOutcome) => void;
  readonly reportFailure: (batch: StreamBatch, error: unknown) => void;
}

/**
 * Answers an event source mapping. A batch is taken in whole or not at all, so one that failed is to be delivered again
 * from its first record; records that are already held are recognised then. A mapping of Kinesis is told so; one of
 * Kafka learns it from the failure of the call.
 * @throws what a batch of Kafka failed with, after the other partitions have been taken in
 */
export async function answerMapping(deps: MappingDeps, event: unknown): Promise<MappingAnswer> {
  const { source, batches } = parseStreamEvent(event);
  const batchItemFailures: { itemIdentifier: string }[] = [];
  const errors: unknown[] = [];
  for (const batch of batches) {
    try {
      deps.report(batch, await deps.consume(batch));
    } catch (error) {
      deps.reportFailure(batch, error);
      errors.push(error);
      batchItemFailures.push({ itemIdentifier: lowestSequence(batch) });
    }
  }
  if (source === 'kafka' && errors.length > 0) throw errors[0];
  return { batchItemFailures };
}

function lowestSequence({ records }: StreamBatch): string {
  const sequences = records.map(({ sequence }) => sequence);
  return sequences.reduce((lowest, each) => (BigInt(each) < BigInt(lowest) ? each : lowest));
}
