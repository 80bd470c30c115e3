import { randomUUID } from 'node:crypto';
import type { RecordFolder } from '../files/recordFolder.ts';
import type { LocalQueues } from '../queues/localQueues.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import type { Outcome } from './outcome.ts';

/** An event that was accepted and is not done. */
export interface AcceptedEvent {
  readonly functionName: string;
  readonly event: string;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  /** Tries that failed. */
  readonly failures: number;
}

/** Events that nobody waits for: kept until a try succeeds or they go to the dead-letter queue. */
export interface AsyncInvocations {
  /** Resolves once the event is kept. */
  accept(functionName: string, event: string): Promise<void>;
  /** Takes up what an earlier process had accepted. */
  resume(): Promise<void>;
  /** Resolves when nothing is being tried or waits for its next try. */
  idle(): Promise<void>;
  stop(): void;
}

export interface AsyncInvocationsDeps {
  readonly records: RecordFolder<AcceptedEvent>;
  readonly queues: LocalQueues;
  readonly definition: (functionName: string) => FunctionDefinition | undefined;
  readonly run: (functionName: string, event: string, requestId: string) => Promise<Outcome>;
  /** Milliseconds before the second try, the third …; the last one repeats. Lambda waits one and two minutes. */
  readonly retryDelays: readonly number[];
}

export function createAsyncInvocations(deps: AsyncInvocationsDeps): AsyncInvocations {
  const { records, queues, definition, run, retryDelays } = deps;
  const underWay = new Set<Promise<void>>();
  const sleeping = new Map<NodeJS.Timeout, () => void>();
  let stopped = false;

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        sleeping.delete(timer);
        resolve();
      }, milliseconds);
      sleeping.set(timer, resolve);
    });

  const tryUntilDone = async (id: string, accepted: AcceptedEvent): Promise<void> => {
    const target = definition(accepted.functionName);
    if (target === undefined) return records.remove(id); // kept by an earlier process, whose template had it
    const { retries, maxAgeMs, deadLetterQueue } = target;
    for (let failures = accepted.failures; !stopped; ) {
      const outcome = await run(accepted.functionName, accepted.event, id);
      if (!outcome.ok && 'stopped' in outcome) return;
      if (outcome.ok) return records.remove(id);
      failures++;
      const delay = retryDelays[Math.min(failures, retryDelays.length) - 1] ?? 0;
      if (failures > retries || Date.now() + delay - accepted.acceptedAt > maxAgeMs) {
        const { errorType, errorMessage } = outcome.failure;
        const attributes = { RequestID: id, ErrorCode: errorType, ErrorMessage: errorMessage };
        if (deadLetterQueue !== undefined) await queues.send(deadLetterQueue, accepted.event, attributes);
        return records.remove(id);
      }
      await records.put(id, { ...accepted, failures });
      await pause(delay);
    }
  };
  const begin = (id: string, accepted: AcceptedEvent): void => {
    const work = tryUntilDone(id, accepted).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    async accept(functionName, event) {
      const id = randomUUID();
      const accepted = { functionName, event, acceptedAt: Date.now(), failures: 0 };
      await records.put(id, accepted);
      if (!stopped) begin(id, accepted);
    },
    async resume() {
      for (const { id, record } of await records.all()) begin(id, record);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopped = true;
      for (const [timer, wake] of sleeping) {
        clearTimeout(timer);
        wake();
      }
    },
  };
}
