import type { Clock } from '../ports/clock.ts';
import type { ItemTable } from '../ports/itemTable.ts';

export interface PatientTableDeps {
  readonly table: ItemTable;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long one operation may take before it counts as failed; default 150 ms. */
  readonly patienceMs?: number;
  /** How long the table is left alone after a failure; default 5 s. */
  readonly restMs?: number;
  /** Told of every failure, for the log. */
  readonly report?: (error: unknown) => void;
}

/** What became of one operation: its answer, or nothing because the table is down or resting. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** A table that may be lost without harm: no operation takes longer than the patience, and none throws. */
export interface PatientTable {
  attempt<T>(operation: (table: ItemTable) => Promise<T>): Promise<Attempt<T>>;
  /** Whether the last operation worked. */
  readonly healthy: boolean;
}

/**
 * Wraps a table whose loss must not be felt: a failed or slow operation is given up, and for a while afterwards nothing
 * is asked of the table. Then a single caller tries it again while the others go on without it.
 * @see Nygard, Release It!, 2018, "Circuit Breaker" and "Timeouts"
 */
export function createPatientTable({
  table,
  clock,
  wait,
  patienceMs = 150,
  restMs = 5000,
  report,
}: PatientTableDeps): PatientTable {
  let healthy = true;
  let restUntil = 0;
  return {
    get healthy() {
      return healthy;
    },
    async attempt(operation) {
      if (!healthy) {
        if (clock() < restUntil) return { ok: false };
        restUntil = clock() + restMs; // the others rest on while this caller tries
      }
      const work = operation(table).then(
        (value) => ({ ok: true, value }) as const,
        (error: unknown) => {
          report?.(error);
          return { ok: false } as const;
        },
      );
      const outcome = await Promise.race([work, wait(patienceMs).then(() => ({ ok: false }) as const)]);
      healthy = outcome.ok;
      if (!outcome.ok) restUntil = clock() + restMs;
      return outcome;
    },
  };
}
