import { PREFIX } from '../../deployment/environment.ts';
import { AppError } from '../../errors/appError.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import { fromPlainBytes, toPlainBytes } from '../../provenance/plainBytes.ts';

/** What steps of one run hand to each other: too large for step results, kept under write-once keys. */
export interface WorkFiles {
  /** A repetition writes the same bytes, so the first ones stay. */
  write(name: string, value: unknown): Promise<void>;
  /** @throws AppError `training.work-missing` when the step that writes it has not ended */
  read<Value>(name: string): Promise<Value>;
}

export function createWorkFiles(objects: ObjectStore, runId: string): WorkFiles {
  const keyOf = (name: string) => `${PREFIX.runs}${runId}/${name}.bin`;
  return {
    async write(name, value) {
      await objects.put(keyOf(name), toPlainBytes(value), { onlyIfAbsent: true });
    },
    async read<Value>(name: string) {
      const stored = await objects.get(keyOf(name));
      if (!stored) throw new AppError('training.work-missing', { runId, name });
      return fromPlainBytes(stored.body) as Value;
    },
  };
}
