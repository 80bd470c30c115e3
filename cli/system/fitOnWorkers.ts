import { openFitPool } from '../../lib/adapters/workers/openFitPool.ts';
import type { FitOrigin } from '../../lib/training/fitOrigin.ts';

/** Does work that fits models on as many workers as the machine has processors, and ends them when it is done. */
export async function withWorkers<Result>(work: (fit: FitOrigin) => Promise<Result>): Promise<Result> {
  const pool = openFitPool();
  try {
    return await work(async (dataset, options) => {
      const [fits] = await pool.run([{ learner: 'origin', rows: dataset, options }]);
      if (!fits) throw new Error('a pool answers every job');
      return fits;
    });
  } finally {
    await pool.close();
  }
}
