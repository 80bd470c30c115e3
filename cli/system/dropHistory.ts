import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryFile } from '../../lib/history/historyFile.ts';
import { historyPrefix, reportKey } from '../../lib/history/historyKey.ts';
import type { ImportReport } from '../../lib/history/importReport.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { sha256 } from '../../lib/provenance/sha256.ts';
import { kindOf } from '../historyFiles.ts';

/** Files that are imported together: a films file, a daily file, or both. */
export interface HistoryBatch {
  /** Made from the contents, so that the same files are the same batch. */
  readonly name: string;
  readonly films?: HistoryFile;
  readonly daily?: HistoryFile;
}

/** Pairs the films files with the daily files in the order given. @throws AppError `cli.file-kind-unknown` */
export function toBatches(files: readonly HistoryFile[]): readonly HistoryBatch[] {
  const films = files.filter((file) => kindOf(file) === 'films');
  const daily = files.filter((file) => kindOf(file) === 'daily');
  return Array.from({ length: Math.max(films.length, daily.length) }, (_, index) => {
    const pair = { ...(films[index] && { films: films[index] }), ...(daily[index] && { daily: daily[index] }) };
    const contents = Object.values(pair).map((file) => sha256(file.body));
    return { name: `files-${sha256(contents.join(' ')).slice(0, 12)}`, ...pair };
  });
}

/** Drops a batch into the history bucket. @returns false, with nothing written, when the same files are there already */
export async function dropBatch(store: ObjectStore, batch: HistoryBatch): Promise<boolean> {
  const written = await Promise.all(
    (['films', 'daily'] as const).map(async (kind) => {
      const file = batch[kind];
      if (!file) return false;
      const packed = file.body[0] === 0x1f && file.body[1] === 0x8b;
      const key = `${historyPrefix(batch.name)}${kind}.csv${packed ? '.gz' : ''}`;
      return store.put(key, file.body, { onlyIfAbsent: true });
    }),
  );
  return written.includes(true);
}

/** The import report of a batch, as soon as it says what became of every file that the batch holds. */
export async function awaitReport(
  store: ObjectStore,
  batch: HistoryBatch,
  patienceMs = 600_000,
): Promise<ImportReport> {
  const key = reportKey(batch.name);
  for (const until = Date.now() + patienceMs; ; ) {
    const stored = await store.get(key);
    const report = stored && (JSON.parse(new TextDecoder().decode(stored.body)) as ImportReport);
    const whole = report && (!batch.films || report.films) && (!batch.daily || report.daily);
    if (whole || (report && report.status === 'refused')) return report;
    if (Date.now() > until) throw new Error(`no import report of ${batch.name} after ${patienceMs / 1000} s`);
    await pause(250);
  }
}
