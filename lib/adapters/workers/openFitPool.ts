import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { FitPool } from '../../ports/fitPool.ts';
import { FITS } from '../../training/fits.ts';
import { inProcessFits } from './inProcessFits.ts';
import { threadFits } from './threadFits.ts';

export interface FitPoolOptions {
  /** Default: as many as the machine has processors for. */
  readonly workers?: number;
  /** The file that workers run; default `fitWorker.ts` beside this one. */
  readonly entry?: URL;
}

/**
 * A pool for everything in `FITS`. One worker, or a file that is not there, means fitting in this process.
 *
 * In the checkout workers run `fitWorker.ts` as it stands. A bundle has no such file: there, make `fitWorker.ts` an entry
 * point of its own (esbuild: `entryPoints: ['handler.ts', 'lib/adapters/workers/fitWorker.ts']` with `outdir`, format esm)
 * and pass `new URL('./fitWorker.mjs', import.meta.url)`; without it the bundle fits in its own process, with the same
 * results.
 */
export function openFitPool(options: FitPoolOptions = {}): FitPool<typeof FITS> {
  const { workers = availableParallelism(), entry = new URL('./fitWorker.ts', import.meta.url) } = options;
  if (!(workers >= 1 && Number.isInteger(workers)))
    throw new RangeError(`a pool needs 1 worker or more, got ${workers}`);
  return workers === 1 || !existsSync(entry) ? inProcessFits(FITS) : threadFits<typeof FITS>(workers, entry);
}
