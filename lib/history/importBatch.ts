import type { ObjectStore } from '../ports/objectStore.ts';
import type { TrainingQueue } from '../ports/trainingQueue.ts';
import type { FilmCatalogue } from '../stores/filmCatalogue.ts';
import type { SnapshotPointer } from '../stores/historySnapshots.ts';
import { type BatchState, comparableSequencer, type ImportBatches } from '../stores/importBatches.ts';
import { type BatchFiles, findBatchFiles } from './batchFiles.ts';
import { checkTotals } from './checkTotals.ts';
import { quarantineKey, reportKey } from './historyKey.ts';
import { countByCode, type ImportReport, reportFile, reportIssue } from './importReport.ts';
import type { HistoryIssue } from './issue.ts';
import type { MarketRecords } from './mergeHistory.ts';
import { quarantineCsv } from './quarantineCsv.ts';
import { type BatchReading, type ReadBatchDeps, readBatch, WAIT_FOR_FILM_MS } from './readBatch.ts';

export interface ImportDeps extends ReadBatchDeps {
  /** The history bucket. */
  readonly files: ObjectStore;
  readonly batches: ImportBatches;
  readonly catalogue: FilmCatalogue;
  readonly training: TrainingQueue;
}

export interface ImportOutcome {
  readonly batch: string;
  /** empty: the batch holds no file. */
  readonly status: BatchState['status'] | 'empty';
  /** Absent when nothing had changed since the last import. */
  readonly report?: ImportReport;
}

/** How long a worker may take from claiming a training run to handing it over. */
const TRAINING_LEASE_MS = 60_000;
/** Files that arrive while a batch is read start another pass; more than this many wait for the next call. */
const PASSES = 4;
const WARNINGS_REPORTED = 1_000;

/**
 * Settles a batch from whatever files it holds at present: accepted rows go into the market snapshots and the film
 * catalogue, the others into quarantine; once both files are accepted, one training run is asked for. Repeating it, or
 * doing it in several workers at once, changes nothing: events only say when to look.
 * @param now ms since the epoch; decides what is future and when rows of unknown films stop waiting
 * @throws AppError `store.unavailable`, `history.snapshot-contended`; trying again later is safe
 */
export async function importBatch(deps: ImportDeps, batch: string, now: number): Promise<ImportOutcome> {
  await deps.batches.open(batch);
  for (let pass = 1; ; pass++) {
    const files = await findBatchFiles(deps.files, deps.batches, batch, now);
    // After a pass that others overtook, the report is this worker's stale one, whatever the state says.
    const settled = pass === 1 ? await settledState(deps.batches, batch, files) : undefined;
    if (settled) return { batch, status: settled };
    const report = await settle(deps, batch, files, now);
    const after = await findBatchFiles(deps.files, deps.batches, batch, now);
    const changed = after.contents !== files.contents || stampOf(after, now) !== stampOf(files, now);
    if (changed && pass < PASSES) continue;
    const asked = !report.training || (await deps.batches.trainingConfirmed(report.training.runId));
    if (report.status !== 'waiting' && asked && !changed) await deps.batches.close(batch);
    return { batch, status: report.status, report };
  }
}

/** The status of a batch that needs nothing more, closing it; undefined when there is something to do. */
async function settledState(
  batches: ImportBatches,
  batch: string,
  files: BatchFiles,
): Promise<ImportOutcome['status'] | undefined> {
  if (!files.films && !files.daily) {
    await batches.close(batch);
    return 'empty';
  }
  const state = await batches.state(batch);
  if (!state || state.contents !== files.contents || state.status === 'waiting') return undefined;
  if (state.runId !== undefined && !(await batches.trainingConfirmed(state.runId))) return undefined;
  await batches.close(batch);
  return state.status;
}

async function settle(deps: ImportDeps, batch: string, files: BatchFiles, now: number): Promise<ImportReport> {
  const reading = await readBatch(deps, batch, files, now);
  const stamp = stampOf(files, now);
  const pointers: SnapshotPointer[] = [];
  const warnings: HistoryIssue[] = [...files.warnings];
  for (const file of [reading.films, reading.daily]) warnings.push(...(file?.warnings ?? []));
  for (const records of reading.markets) {
    pointers.push(await deps.snapshots.accept({ batch, order: orderOf(files), stamp, records }, now));
  }
  const runId = bothAccepted(reading) ? reading.fingerprint : undefined;
  if (runId !== undefined) await requestTraining(deps, { runId, batch, pointers, now });
  for (const [i, pointer] of pointers.entries()) {
    const touched = await touchedRecords(deps, pointer, reading.markets[i]);
    const { market, version } = pointer;
    await deps.catalogue.record({ batch, market, version, at: now, films: touched.films });
    warnings.push(...checkTotals(touched, files.daily?.name ?? files.films?.name ?? ''));
  }
  const report = toReport({ batch, files, reading, pointers, warnings, runId, now });
  await deps.files.put(quarantineKey(batch), encode(quarantineCsv(reading.quarantine)), {
    contentType: 'text/csv; charset=utf-8',
  });
  await deps.files.put(reportKey(batch), encode(`${JSON.stringify(report, null, 2)}\n`), {
    contentType: 'application/json',
  });
  await deps.batches.saveState(toState(report, files, stamp, now));
  return report;
}

/** The batch's films as the snapshot has them now, and all their days: what the catalogue and the totals need. */
async function touchedRecords(
  { snapshots }: ImportDeps,
  pointer: SnapshotPointer,
  batch: MarketRecords | undefined,
): Promise<MarketRecords> {
  const merged = await snapshots.load(pointer.key);
  const touched = new Set<string>();
  for (const { filmId } of batch?.films ?? []) touched.add(filmId);
  for (const { filmId } of batch?.rows ?? []) touched.add(filmId);
  const isTouched = ({ filmId }: { readonly filmId: string }) => touched.has(filmId);
  return { market: pointer.market, films: merged.films.filter(isTouched), rows: merged.rows.filter(isTouched) };
}

async function requestTraining(
  { training, batches }: ImportDeps,
  request: {
    readonly runId: string;
    readonly batch: string;
    readonly pointers: readonly SnapshotPointer[];
    readonly now: number;
  },
): Promise<void> {
  const { runId, batch, pointers, now } = request;
  if (!(await batches.claimTraining(runId, now, TRAINING_LEASE_MS))) return;
  const markets = pointers.map(({ market, key }) => ({ market, snapshotKey: key }));
  await training.request({ runId, batch, markets });
  await batches.confirmTraining(runId);
}

function bothAccepted({ films, daily, fingerprint }: BatchReading): boolean {
  const accepted = films?.status === 'accepted' && daily?.status === 'accepted';
  return accepted && fingerprint !== undefined && daily.items.length > 0;
}

interface Settled {
  readonly batch: string;
  readonly files: BatchFiles;
  readonly reading: BatchReading;
  readonly pointers: readonly SnapshotPointer[];
  readonly warnings: readonly HistoryIssue[];
  readonly runId: string | undefined;
  readonly now: number;
}

function toReport({ batch, files, reading, pointers, warnings, runId, now }: Settled): ImportReport {
  const { films, daily, waiting, quarantine } = reading;
  const refused = films?.status === 'refused' || daily?.status === 'refused';
  const until = (files.daily?.arrival.arrivedAt ?? now) + WAIT_FOR_FILM_MS;
  const ofFile = (name: string) => quarantine.filter((issue) => issue.file === name).length;
  return {
    batch,
    status: waiting.length > 0 ? 'waiting' : refused ? 'refused' : 'settled',
    importedAt: new Date(now).toISOString(),
    ...(waiting.length > 0 && { waitingUntil: new Date(until).toISOString() }),
    ...(films && { films: reportFile(films, 0, ofFile(films.file)) }),
    ...(daily && { daily: reportFile(daily, waiting.length, ofFile(daily.file)) }),
    quarantine: countByCode(quarantine),
    warnings: warnings.slice(0, WARNINGS_REPORTED).map(reportIssue),
    markets: pointers.map(({ market, key, films, rows }) => ({ market, snapshotKey: key, films, rows })),
    ...(runId !== undefined && { training: { runId } }),
  };
}

function toState(report: ImportReport, files: BatchFiles, stamp: string, now: number): BatchState {
  const { batch, status, waitingUntil, films, daily, training } = report;
  return {
    batch,
    status,
    contents: files.contents,
    stamp,
    ...(waitingUntil !== undefined && { waitingUntil: Date.parse(waitingUntil) }),
    filmsAccepted: films?.accepted ?? 0,
    rowsAccepted: daily?.accepted ?? 0,
    quarantined: (films?.quarantined ?? 0) + (daily?.quarantined ?? 0),
    ...(training && { runId: training.runId }),
    updatedAt: now,
  };
}

/** A batch counts as given when the earlier of its files arrived, so that both of its settlements have one place. */
function orderOf({ films, daily }: BatchFiles): number {
  return Math.min(...[films, daily].flatMap((file) => (file ? [file.arrival.arrivedAt] : [])));
}

/**
 * Text that grows with what a worker has seen: uploads only ever advance each file's sequencer, and the greater of two
 * sequencers first, then the lesser, never shrinks when either grows. A slow worker that saw less cannot overwrite.
 */
function stampOf({ films, daily }: BatchFiles, now: number): string {
  const none = comparableSequencer('');
  const [lesser, greater] = [films?.arrival.sequencer ?? none, daily?.arrival.sequencer ?? none].sort();
  return [greater, lesser, String(now).padStart(16, '0')].join('|');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
