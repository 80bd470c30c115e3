import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../lib/errors/appError.ts';
import { describeError } from '../lib/errors/catalogue.ts';
import type { DailyRow, Film } from '../lib/film/film.ts';
import type { Market } from '../lib/film/market.ts';
import type { HistoryFile, ParsedFile, ReadProgress } from '../lib/history/historyFile.ts';
import type { HistoryIssue } from '../lib/history/issue.ts';
import { parseDaily } from '../lib/history/parseDaily.ts';
import { parseFilms } from '../lib/history/parseFilms.ts';
import { unpack } from '../lib/history/unpack.ts';
import { buildMarketHistory, type MarketHistory } from '../lib/signals/marketHistory.ts';
import type { Terminal } from './terminal.ts';

/** The two kinds of history files. */
export type FileKind = 'films' | 'daily';

export interface CheckedHistory {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
  /** Rows that were not taken, with their reasons. */
  readonly quarantine: readonly HistoryIssue[];
  readonly warningCount: number;
}

/** Reads a file that the user named. @throws AppError `cli.file-unreadable` */
export async function readUserFile(file: string): Promise<HistoryFile> {
  try {
    return { name: path.basename(file), body: await readFile(file) };
  } catch (cause) {
    throw new AppError('cli.file-unreadable', { file, reason: (cause as Error).message }, { cause });
  }
}

/** Which kind a file is, by its header. @throws AppError `cli.file-kind-unknown` */
export function kindOf(file: HistoryFile): FileKind {
  const text = new TextDecoder().decode(unpack(file.body).subarray(0, 16_384));
  const columns = (text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0] ?? '').split(',').map((name) => name.trim());
  if (columns.includes('release_date')) return 'films';
  if (columns.includes('date')) return 'daily';
  throw new AppError('cli.file-kind-unknown', { file: file.name });
}

/**
 * Reads and checks films files, then daily files. What is wrong with single rows is collected, never fatal.
 * @throws AppError of the refusal when a file is refused whole
 */
export async function checkHistory(
  films: readonly HistoryFile[],
  daily: readonly HistoryFile[],
  now: number,
  terminal: Terminal,
): Promise<CheckedHistory> {
  const onProgress = ({ file, bytesRead, bytesTotal, rows }: ReadProgress) =>
    terminal.progress(`${file}: ${Math.floor((100 * bytesRead) / Math.max(1, bytesTotal))} %, ${rows} rows`);
  const byId = new Map<string, Film>();
  const rows: DailyRow[] = [];
  const quarantine: HistoryIssue[] = [];
  let warningCount = 0;
  const take = <T>(parsed: ParsedFile<T>): readonly T[] => {
    if (parsed.status === 'refused') throw new AppError(parsed.refusal.code, parsed.refusal.params);
    quarantine.push(...parsed.quarantine, ...parsed.waiting);
    warningCount += parsed.warningCount;
    return parsed.items;
  };
  for (const file of films) {
    for (const film of take(await parseFilms(file, { now, onProgress }))) byId.set(film.filmId, film);
  }
  for (const file of daily) {
    // Not spread into push: a file can hold more rows than a call can have arguments.
    for (const row of take(await parseDaily(file, { now, onProgress, filmOf: (id) => byId.get(id) }))) rows.push(row);
  }
  return { films: [...byId.values()], rows, quarantine, warningCount };
}

/** The histories of the markets that occur, as the core wants them. */
export function toHistories({ films, rows }: CheckedHistory): ReadonlyMap<Market, MarketHistory> {
  const markets = [...new Set(films.map((film) => film.market))].sort();
  return new Map(markets.map((market) => [market, buildMarketHistory(market, films, rows)]));
}

/** Says on the terminal what was not taken, the first few rows with reason and remedy. */
export function noteIssues({ quarantine, warningCount }: CheckedHistory, terminal: Terminal): void {
  const SHOWN = 5;
  if (warningCount > 0) terminal.note(`${warningCount} warnings 条警告`);
  if (quarantine.length === 0) return;
  terminal.note(`${quarantine.length} rows were not taken 行未被接受:`);
  for (const { file, line, column, code, params } of quarantine.slice(0, SHOWN)) {
    const text = describeError(code, params);
    terminal.note(`  ${file}:${line} ${column}: ${text.en} ${text.nextEn} / ${text.zh} ${text.nextZh}`);
  }
  if (quarantine.length > SHOWN) terminal.note(`  … ${quarantine.length - SHOWN} more 其余略`);
}
