import { PREFIX } from '../../deployment/environment.ts';
import { AppError } from '../../errors/appError.ts';
import { fromPlainBytes, toPlainBytes } from '../../provenance/plainBytes.ts';
import { sha256 } from '../../provenance/sha256.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';

/** What steps of one run hand to each other: too large for step results, kept under write-once keys. */
export interface WorkFiles {
  /** A repetition writes the same bytes, so the first ones stay. */
  write(name: string, value: unknown): Promise<void>;
  /** Whether it is there, so that a repeated step need not do its work again. */
  has(name: string): Promise<boolean>;
  /** @throws AppError `training.work-missing` when the step that writes it has not ended */
  read<Value>(name: string): Promise<Value>;
}

/**
 * The work files of a run. A broken run may be taken over with a later snapshot or by another program: each pair of
 * both has files of its own, so that one artifact is never made of two.
 */
export function createWorkFiles(
  { objects, trainer }: Pick<TrainingDeps, 'objects' | 'trainer'>,
  { runId, snapshotKey }: Pick<MarketRun, 'runId' | 'snapshotKey'>,
): WorkFiles {
  const source = sha256(`${snapshotKey}\n${trainer}`).slice(0, 16);
  const keyOf = (name: string) => `${PREFIX.runs}${runId}/${source}/${name}.bin`;
  return {
    async write(name, value) {
      await objects.put(keyOf(name), toPlainBytes(value), { onlyIfAbsent: true });
    },
    has: async (name) => (await objects.head(keyOf(name))) !== undefined,
    async read<Value>(name: string) {
      const stored = await objects.get(keyOf(name));
      if (!stored) throw new AppError('training.work-missing', { runId, name });
      return fromPlainBytes(stored.body) as Value;
    },
  };
}
