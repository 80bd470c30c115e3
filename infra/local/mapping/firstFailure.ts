import type { Outcome } from '../lambda/outcome.ts';
import type { StreamRecord } from '../stream/localStream.ts';

/**
 * The index of the first record that is to be handed over again, undefined when all are done. A function that may
 * report failures names sequence numbers; an answer that cannot be understood counts as a failure of all.
 */
export function firstFailure(
  outcome: Outcome,
  records: readonly StreamRecord[],
  reportsFailures: boolean,
): number | undefined {
  if (!outcome.ok) return 0;
  if (!reportsFailures) return undefined;
  const failures = reported(outcome.payload);
  if (failures === undefined) return 0;
  const indexes = failures.map((id) => records.findIndex(({ sequenceNumber }) => sequenceNumber === id));
  if (indexes.length === 0) return undefined;
  return Math.max(0, Math.min(...indexes));
}

function reported(payload: string): readonly unknown[] | undefined {
  const answer = JSON.parse(payload) as { readonly batchItemFailures?: unknown } | null;
  const failures = typeof answer === 'object' ? (answer?.batchItemFailures ?? []) : undefined;
  if (!Array.isArray(failures)) return undefined;
  return failures.map((failure: unknown) => Object(failure).itemIdentifier as unknown);
}
