import type { Clock } from '../ports/clock.ts';

export interface PatienceOptions {
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long one operation may take before it counts as failed; default 250 ms. */
  readonly patienceMs?: number;
  /** How long nothing is asked after a failure; default 5 s. */
  readonly restMs?: number;
  /** Told of every failure, for the log. */
  readonly report?: (error: unknown) => void;
}

/** What became of one operation: its answer, or nothing because what it needs is down, slow or resting. */
type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

export interface Patience {
  /** Never throws and never takes longer than the patience. */
  attempt<T>(operation: () => Promise<T>): Promise<Attempt<T>>;
  /** Whether the last operation worked. */
  readonly healthy: boolean;
}

/**
 * Asks something whose loss must not be felt: a failed or slow operation is given up, and for a while afterwards nothing
 * is asked. Then a single caller tries again while the others go on without it.
 * @see Nygard, Release It!, 2018, "Circuit Breaker" and "Timeouts"
 */
export function createPatience({ clock, wait, patienceMs = 250, restMs = 5000, report }: PatienceOptions): Patience {
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
      const work = operation().then(
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
