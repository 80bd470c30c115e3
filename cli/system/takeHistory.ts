import type { HistoryFile } from '../../lib/history/historyFile.ts';
import type { ImportReport } from '../../lib/history/importReport.ts';
import type { Terminal } from '../terminal.ts';
import { awaitReport, dropBatch, toBatches } from './dropHistory.ts';
import type { Stores } from './openStores.ts';

/** Drops files into the history bucket and waits for their import reports; training goes on by itself. */
export async function takeHistory(
  { history }: Pick<Stores, 'history'>,
  files: readonly HistoryFile[],
  terminal: Terminal,
): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = [];
  for (const batch of toBatches(files)) {
    const fresh = await dropBatch(history, batch);
    const names = [batch.films, batch.daily].flatMap((file) => (file ? [file.name] : [])).join(', ');
    terminal.note(fresh ? `Importing 正在导入 ${names} …` : `Already imported 已导入过 ${names}`);
    reports.push(await awaitReport(history, batch));
  }
  return reports;
}
