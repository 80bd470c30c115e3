import type { Clock } from '../../ports/clock.ts';

/**
 * Remembers the answer of an asynchronous question for a while. Callers who ask while it is being worked out share one
 * answer; a failed one is forgotten.
 */
export function memo<T>(ask: () => Promise<T>, clock: Clock, forMs: number): () => Promise<T> {
  let asked: { readonly answer: Promise<T>; until: number } | undefined;
  return () => {
    if (asked && clock() < asked.until) return asked.answer;
    const mine = { answer: ask(), until: Number.POSITIVE_INFINITY };
    asked = mine;
    mine.answer.then(
      () => {
        mine.until = clock() + forMs;
      },
      () => {
        if (asked === mine) asked = undefined;
      },
    );
    return mine.answer;
  };
}
