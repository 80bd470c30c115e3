import type { FunctionFailure, Outcome } from '../lambda/outcome.ts';
import { failureMessage, type GivenUp } from './failureMessage.ts';
import { firstFailure } from './firstFailure.ts';
import type { MappingDefinition } from './readMappings.ts';
import type { Batch } from './streamEvent.ts';

export interface DeliveryDeps {
  readonly mapping: MappingDefinition;
  readonly call: (batch: Batch) => Promise<Outcome>;
  /** Told of records that are done or given up, in the order of the shard: up to which position. */
  readonly settled: (upTo: number) => Promise<void>;
  /** Takes the message about records that were given up, with the reason. */
  readonly giveUp: (message: string, reason: Readonly<Record<string, string>>) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits before the next try. @param tries how many failed */
  readonly pause: (tries: number) => Promise<void>;
}

/**
 * Hands a batch over until each of its records is done or given up, as Lambda does with records of a stream: what
 * stands before a reported failure is done; a batch that fails from its first record on is halved, which costs no try;
 * what fails more often than allowed, or gets too old, is told to the queue.
 * @returns false when the run was stopped in between
 */
export async function deliverBatch(deps: DeliveryDeps, whole: Batch): Promise<boolean> {
  const { mapping } = deps;
  let batch = whole;
  let failure: FunctionFailure | undefined;
  for (let tries = 0; ; ) {
    const left = await dropExpired(deps, batch, { calls: tries, failure });
    if (left === undefined) return true;
    batch = left;
    const outcome = await deps.call(batch);
    if ('stopped' in outcome) return false;
    const failed = firstFailure(outcome, batch.records, mapping.reportsFailures);
    if (failed === undefined) {
      await settle(deps, batch);
      return true;
    }
    failure = outcome.ok ? undefined : outcome.failure;
    if (failed > 0) {
      await settle(deps, part(batch, 0, failed));
      batch = part(batch, failed);
    } else if (mapping.bisects && batch.records.length > 1) {
      const middle = Math.ceil(batch.records.length / 2);
      return (await deliverBatch(deps, part(batch, 0, middle))) && deliverBatch(deps, part(batch, middle));
    } else if (tries >= mapping.retries) {
      await giveUp(deps, batch, { condition: 'RetryAttemptsExhausted', calls: tries + 1, failure });
      return true;
    } else {
      tries++;
      await deps.pause(tries);
    }
  }
}

function part(batch: Batch, from: number, to?: number): Batch {
  return { ...batch, records: batch.records.slice(from, to) };
}

async function dropExpired(
  deps: DeliveryDeps,
  batch: Batch,
  tried: Pick<GivenUp, 'calls' | 'failure'>,
): Promise<Batch | undefined> {
  const oldest = deps.now() - deps.mapping.maxAgeMs;
  const fresh = batch.records.findIndex(({ at }) => at >= oldest);
  if (fresh === 0) return batch;
  const expired = fresh < 0 ? batch : part(batch, 0, fresh);
  await giveUp(deps, expired, { condition: 'RecordAgeExceeded', ...tried });
  return fresh < 0 ? undefined : part(batch, fresh);
}

async function giveUp(
  deps: DeliveryDeps,
  batch: Batch,
  why: Pick<GivenUp, 'condition' | 'calls' | 'failure'>,
): Promise<void> {
  const { errorType = 'ReportedFailure', errorMessage = 'the function named these records as failed' } =
    why.failure ?? {};
  const message = failureMessage(batch, { ...why, functionArn: deps.mapping.functionArn, at: deps.now() });
  await deps.giveUp(message, { Condition: why.condition, ErrorCode: errorType, ErrorMessage: errorMessage });
  await settle(deps, batch);
}

async function settle({ settled }: DeliveryDeps, { records }: Batch): Promise<void> {
  await settled((records.at(-1)?.position ?? 0) + 1);
}
