import type { FitPool } from '../../ports/fitPool.ts';
import type { TrainingRows } from '../contract.ts';
import type { BinnedRows } from '../trees/binnedRows.ts';
import { asBinnedRows } from '../trees/binnedRows.ts';
import type { ForestPart, fitForestPart } from './fitForest.ts';
import { joinForest } from './fitForest.ts';
import type { ForestModel } from './forestModel.ts';
import type { ForestOptions } from './forestOptions.ts';
import { forestSettings } from './forestOptions.ts';

/** More parts than workers, so that none waits long for the last. */
const PARTS_PER_WORKER = 4;

/**
 * `fitForest` with the trees shared out among the workers of a pool: the same model to the bit, whatever their number.
 * @throws RangeError as `fitForest`
 */
export async function fitForestOn(
  pool: FitPool<{ readonly forestPart: typeof fitForestPart }>,
  rows: TrainingRows | BinnedRows,
  options: ForestOptions,
): Promise<ForestModel> {
  const binned = asBinnedRows(rows, options.bins);
  const { trees } = forestSettings(options, binned.binned.edges.length);
  const count = pool.workers === 1 ? 1 : Math.min(trees, PARTS_PER_WORKER * pool.workers);
  const border = (part: number) => Math.round((part * trees) / count);
  const parts: readonly ForestPart[] = await pool.run(
    Array.from({ length: count }, (_, part) => ({
      learner: 'forestPart' as const,
      rows: binned,
      options: { ...options, from: border(part), until: border(part + 1) },
    })),
  );
  return joinForest(parts);
}
