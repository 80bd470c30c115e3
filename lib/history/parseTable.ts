import { AppError, type ErrorParams } from '../errors/appError.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { checkText } from './checkText.ts';
import { type ColumnSet, type Header, resolveHeader } from './header.ts';
import type { HistoryFile, ParsedFile, ReadOptions } from './historyFile.ts';
import { type HistoryIssue, quote } from './issue.ts';
import { HISTORY_LIMITS } from './limits.ts';
import { type CsvRecord, readRecords } from './readRecords.ts';
import { unpack } from './unpack.ts';

/** One data row while it is read. */
export interface TableRow {
  readonly line: number;
  /** The trimmed cell of a column; empty where the column or the value is missing. */
  cell(column: string): string;
  warn(code: ErrorCode, column: string, params?: ErrorParams): void;
}

export interface TableReader<T> {
  readonly columns: ColumnSet;
  /** @throws AppError to refuse the file */
  checkHeader?(header: Header): void;
  /** @returns the item of the row, or `'waiting'`; @throws AppError, with `column` among its parameters, to quarantine it */
  readRow(row: TableRow): T | AppError;
}

/** Codes of rows that say nothing new: quarantined so that nothing vanishes, but no sign of a broken file. */
const HARMLESS: ReadonlySet<ErrorCode> = new Set(['history.row-twice', 'history.row-empty']);
/** Quarantined rows kept of a file that is refused for having too many. */
const KEPT_OF_REFUSED = 1_000;

/**
 * Reads a history file row by row; bad rows go to quarantine, a bad file is refused whole.
 * @returns what was read; never throws for what a file may hold
 */
export async function parseTable<T>(
  file: HistoryFile,
  reader: TableReader<T>,
  options: ReadOptions,
): Promise<ParsedFile<T>> {
  const items: T[] = [];
  const waiting: HistoryIssue[] = [];
  const quarantine: HistoryIssue[] = [];
  const warnings: HistoryIssue[] = [];
  let warningCount = 0;
  let rows = 0;
  let headerLine = 0;

  const issue = (code: ErrorCode, params: ErrorParams, line: number, raw = ''): HistoryIssue => {
    const { column = '*', ...rest } = params;
    return { file: file.name, line, column: String(column), code, params: { ...rest, column }, raw: quote(raw) };
  };
  const warn = (code: ErrorCode, params: ErrorParams, line: number, raw?: string) => {
    warningCount++;
    if (warnings.length < HISTORY_LIMITS.warnings) warnings.push(issue(code, params, line, raw));
  };

  let header: Header | undefined;
  const readRow = (record: CsvRecord) => {
    rows++;
    const { line, raw, cells, problem } = record;
    const bad = (code: ErrorCode, params: ErrorParams) => {
      quarantine.push(issue(code, params, line, raw));
      if (quarantine.length >= HISTORY_LIMITS.mostBadRows) throw tooManyBadRows(quarantine, rows);
    };
    if (!cells) return bad(problem ?? 'history.row-quotes', { limit: HISTORY_LIMITS.lineLength });
    if (cells.every((cell) => cell === '')) return bad('history.row-empty', {});
    if (cells.length !== header?.width) {
      return bad('history.row-ragged', { found: cells.length, expected: header?.width ?? 0 });
    }
    const { positions } = header;
    try {
      const item = reader.readRow({
        line,
        cell: (column) => cells[positions.get(column) ?? -1]?.trim() ?? '',
        warn: (code, column, params) => warn(code, { ...params, column }, line, raw),
      });
      if (item instanceof AppError) waiting.push(issue(item.code, item.params, line, raw));
      else items.push(item);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return bad(error.code, error.params);
    }
    return undefined;
  };
  const readHeader = (record: CsvRecord) => {
    headerLine = record.line;
    if (!record.cells) throw new AppError('history.header-broken', { limit: HISTORY_LIMITS.lineLength });
    header = resolveHeader(record.cells, reader.columns);
    reader.checkHeader?.(header);
    for (const name of header.unknown) warn('history.column-unknown', { name, column: name }, record.line);
  };

  try {
    const bytes = unpack(file.body);
    checkText(bytes);
    for (const block of readRecords(bytes)) {
      for (const record of block.records) {
        if (header) readRow(record);
        else readHeader(record);
      }
      const progress = { file: file.name, bytesRead: block.bytesRead, bytesTotal: bytes.length };
      await options.onProgress?.({ ...progress, rows, quarantined: quarantine.length });
    }
    if (!header) throw new AppError('history.no-header', { line: 1 });
    if (rows === 0) throw new AppError('history.no-rows');
    refuseIfHopeless(quarantine, rows, items.length + waiting.length);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { line = headerLine, ...params } = error.params;
    const refusal = issue(error.code, params, Number(line));
    const kept = quarantine.slice(0, KEPT_OF_REFUSED);
    return { status: 'refused', file: file.name, refusal, rows, quarantine: kept, warnings, warningCount };
  }
  return { status: 'accepted', file: file.name, items, waiting, rows, quarantine, warnings, warningCount };
}

function refuseIfHopeless(quarantine: readonly HistoryIssue[], rows: number, good: number): void {
  const bad = quarantine.filter(isFault).length;
  const many = bad > HISTORY_LIMITS.fewBadRows && bad > HISTORY_LIMITS.badShare * rows;
  if (bad > 0 && (good === 0 || many)) throw tooManyBadRows(quarantine, rows);
}

function tooManyBadRows(quarantine: readonly HistoryIssue[], rows: number): AppError {
  const faults = quarantine.filter(isFault);
  const { fewBadRows: few, mostBadRows: most, badShare } = HISTORY_LIMITS;
  const params = { bad: faults.length, rows, share: badShare * 100, few, most };
  return new AppError('history.too-many-bad-rows', { ...params, line: faults[0]?.line ?? 0 });
}

const isFault = ({ code }: HistoryIssue) => !HARMLESS.has(code);
