import type { Clock } from '../ports/clock.ts';
import { type ImportDeps, type ImportOutcome, importBatch } from './importBatch.ts';
import type { ImportTask } from './importEvent.ts';

/** Batches that an attempt could not finish; each is tried again by its event and by the schedule. */
interface ImportFailure {
  readonly batch: string;
  readonly error: unknown;
}

export interface ImportRun {
  readonly outcomes: readonly ImportOutcome[];
  readonly failures: readonly ImportFailure[];
  /** Events that had been seen before, or that a later upload of the same name has overtaken. */
  readonly repeated: number;
}

/**
 * Does what an event asks: notes the uploads, then settles their batches, or every open one. Batches fail alone. An event
 * seen before is not skipped, for the worker that saw it may have died; settling a settled batch costs four reads.
 */
export async function runImport(deps: ImportDeps, task: ImportTask, clock: Clock): Promise<ImportRun> {
  let repeated = 0;
  const batches = new Set(task.settle ? await deps.batches.openBatches() : []);
  for (const { batch, arrival } of task.uploads) {
    if (!(await deps.batches.noteArrival(batch, arrival))) repeated++;
    batches.add(batch);
  }
  const outcomes: ImportOutcome[] = [];
  const failures: ImportFailure[] = [];
  for (const batch of batches) {
    try {
      outcomes.push(await importBatch(deps, batch, clock()));
    } catch (error) {
      failures.push({ batch, error });
    }
  }
  return { outcomes, failures, repeated };
}
