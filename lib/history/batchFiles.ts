import type { ObjectStore } from '../ports/objectStore.ts';
import { type Arrival, comparableSequencer, type ImportBatches } from '../stores/importBatches.ts';
import type { HistoryFile, RefusedFile } from './historyFile.ts';
import { type HistoryKind, historyPrefix, parseHistoryKey } from './historyKey.ts';
import type { HistoryIssue } from './issue.ts';
import { HISTORY_LIMITS } from './limits.ts';

const MEGABYTE = 1024 * 1024;

/** One file of a batch as it lies in the history bucket. */
export interface BatchFile {
  readonly key: string;
  readonly name: string;
  readonly etag: string;
  readonly size: number;
  readonly arrival: Arrival;
}

/** What a batch holds at present. */
export interface BatchFiles {
  readonly films: BatchFile | undefined;
  readonly daily: BatchFile | undefined;
  /** Names and etags of both, to tell whether anything changed. */
  readonly contents: string;
  readonly warnings: readonly HistoryIssue[];
}

/** Looks at the files of a batch; one whose arrival nobody noted counts as arriving now. */
export async function findBatchFiles(
  files: ObjectStore,
  batches: ImportBatches,
  batch: string,
  now: number,
): Promise<BatchFiles> {
  const keys = await files.list(historyPrefix(batch));
  const warnings: HistoryIssue[] = [];
  const find = async (kind: HistoryKind): Promise<BatchFile | undefined> => {
    const found = keys.flatMap((key) => {
      const parsed = parseHistoryKey(key);
      return parsed?.kind === kind ? [{ key, name: parsed.name }] : [];
    });
    const [first] = found; // "films.csv" sorts before "films.csv.gz"
    if (!first) return undefined;
    if (found.length > 1) {
      const params = { file: first.name };
      warnings.push({ file: first.name, line: 0, column: '*', code: 'history.file-twice', params, raw: '' });
    }
    const head = await files.head(first.key);
    if (!head) return undefined;
    return { ...first, ...head, arrival: await arrivalOf(batches, batch, first.name, now) };
  };
  const films = await find('films');
  const daily = await find('daily');
  const contents = [films, daily].map((file) => (file ? `${file.name} ${file.etag}` : '')).join('|');
  return { films, daily, contents, warnings };
}

async function arrivalOf(batches: ImportBatches, batch: string, name: string, now: number): Promise<Arrival> {
  const unnoted: Arrival = { name, sequencer: comparableSequencer(''), version: '', arrivedAt: now };
  await batches.noteArrival(batch, unnoted);
  const arrivals = await batches.arrivals(batch);
  return arrivals.find((arrival) => arrival.name === name) ?? unnoted;
}

/** @returns the content, or its refusal when it is too large to be read at all; undefined when it is gone */
export async function readBatchFile(
  files: ObjectStore,
  { key, name, size }: BatchFile,
): Promise<HistoryFile | RefusedFile | undefined> {
  if (size > HISTORY_LIMITS.unpackedBytes) {
    const params = { limit: HISTORY_LIMITS.unpackedBytes / MEGABYTE };
    const refusal: HistoryIssue = { file: name, line: 0, column: '*', code: 'history.file-too-large', params, raw: '' };
    return { status: 'refused', file: name, refusal, rows: 0, quarantine: [], warnings: [], warningCount: 0 };
  }
  const found = await files.get(key);
  return found && { name, body: found.body };
}
