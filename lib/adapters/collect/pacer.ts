import { setTimeout as sleep } from 'node:timers/promises';
import { transientFailure } from './transientFailure.ts';

export interface PacerOptions {
  readonly perSecond: number;
  /** A turn that lies further off is refused instead of waited for. */
  readonly longestWaitMs: number;
  readonly clock: () => number;
}

/** Lets requests to one host through at most so many a second, and none while it has asked for rest. */
export function createPacer({ perSecond, longestWaitMs, clock }: PacerOptions) {
  let next = 0;
  let restUntil = 0;
  return {
    async turn(): Promise<void> {
      const now = clock();
      const rest = restUntil - now;
      if (rest > longestWaitMs) {
        throw transientFailure(`it asked to be left alone for ${Math.ceil(rest / 1_000)} s`, { retryAfterMs: rest });
      }
      const start = Math.max(now, next, restUntil);
      next = start + 1_000 / perSecond;
      if (start > now) await sleep(start - now);
    },
    /** @param ms how long the host asked not to be asked */
    rest(ms: number): void {
      restUntil = Math.max(restUntil, clock() + ms);
    },
  };
}
