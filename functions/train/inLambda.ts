import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { DurableSteps } from '../../lib/training/run/durableSteps.ts';

const MOST_ATTEMPTS = 4;

/** Steps as a Lambda durable function writes them down; a failing step is tried again after 2, 4 and 8 seconds. */
export function inLambda(context: DurableContext): DurableSteps {
  const retryStrategy = (_error: Error, attempt: number) => ({
    shouldRetry: attempt < MOST_ATTEMPTS,
    delay: { seconds: 2 ** attempt },
  });
  return {
    step: (name, work) => context.step(name, work, { retryStrategy }),
    async each(name, items, nameOf, work) {
      const results = await context.map(
        name,
        [...items],
        (child, item) => child.step(`${name} ${nameOf(item)}`, () => work(item), { retryStrategy }),
        // One thread does the numbers; more at a time would only hold more memory.
        { maxConcurrency: 1, itemNamer: (item) => nameOf(item) },
      );
      results.throwIfError();
      // not getResults(), which leaves out items without a value and would shift the others
      return results.all.map(({ result }) => result as Awaited<ReturnType<typeof work>>);
    },
  };
}
