import type { FitPool, FitTable } from '../../ports/fitPool.ts';

/** Fits one model after the other where it is called. */
export function inProcessFits<Fits extends FitTable>(fits: Fits): FitPool<Fits> {
  let isClosed = false;
  return {
    workers: 1,
    run: async (jobs) => {
      if (isClosed) throw new Error('the pool is closed');
      return jobs.map(({ learner, rows, options }) => {
        const fit = Object.hasOwn(fits, learner) ? fits[learner] : undefined;
        if (!fit) throw new RangeError(`nothing is fitted by the name ${learner}`);
        return fit(rows as never, options as never) as never;
      });
    },
    close: async () => {
      isClosed = true;
    },
  };
}
