import { CsvError, parse } from 'csv-parse/sync';
import type { ErrorCode } from '../errors/catalogue.ts';
import { HISTORY_LIMITS } from './limits.ts';
import { readLines } from './readLines.ts';

/** One record of a CSV file, or the reason why its line is none. */
export interface CsvRecord {
  /** Physical line on which it begins, counted from 1. */
  readonly line: number;
  readonly raw: string;
  readonly cells?: readonly string[];
  readonly problem?: ErrorCode;
}

export interface RecordBlock {
  readonly records: readonly CsvRecord[];
  readonly bytesRead: number;
}

/**
 * The records of a CSV text, block by block, blank lines left out. A line that is no record does not disturb its
 * neighbours: a quotation mark left open ends with its line, unless the next few lines complete a record of the
 * header's width whose broken cell holds no row of its own.
 * @throws AppError `history.encoding-other`, with the line, for anything but UTF-8
 */
export function* readRecords(bytes: Uint8Array): Generator<RecordBlock> {
  let width: number | undefined;
  let lines: readonly string[] = [];
  let first = 1;
  let bytesRead = 0;
  const blocks = readLines(bytes);
  for (let more = true; more; ) {
    const next = blocks.next();
    more = !next.done;
    if (!next.done) {
      lines = lines.concat(next.value.lines);
      bytesRead = next.value.bytesRead;
    }
    // The last lines wait for the next block, so that where a block ends never decides how a record is read.
    const ready = more ? Math.max(0, lines.length - HISTORY_LIMITS.recordLines) : lines.length;
    const block: { records: CsvRecord[]; used: number } =
      readUniform(lines, ready, first) ?? readOneByOne(lines, ready, first, width);
    width ??= block.records[0]?.cells?.length;
    lines = lines.slice(block.used);
    first += block.used;
    if (block.records.length > 0) yield { records: block.records, bytesRead };
  }
}

/** All lines at once, where each is exactly one record: the usual and fast case. */
function readUniform(lines: readonly string[], ready: number, first: number) {
  const numbers: number[] = [];
  const texts: string[] = [];
  for (let i = 0; i < ready; i++) {
    const text = lines[i] ?? '';
    if (text.length > HISTORY_LIMITS.lineLength) return undefined;
    if (text.trim() === '') continue;
    numbers.push(first + i);
    texts.push(text);
  }
  const rows = parseCsv(texts.join('\n'));
  if (!Array.isArray(rows) || rows.length !== texts.length) return undefined;
  const records = rows.map((cells, i): CsvRecord => ({ line: numbers[i] ?? 0, raw: texts[i] ?? '', cells }));
  return { records, used: ready };
}

function readOneByOne(lines: readonly string[], ready: number, first: number, header: number | undefined) {
  const records: CsvRecord[] = [];
  let width = header;
  let at = 0;
  while (at < ready) {
    const raw = lines[at] ?? '';
    const line = first + at;
    let used = 1;
    if (raw.length > HISTORY_LIMITS.lineLength) records.push({ line, raw, problem: 'history.row-too-long' });
    else if (raw.trim() !== '') {
      const read = parseCsv(raw);
      const joined = read === 'open' && width !== undefined ? joinLines(lines, at, width) : undefined;
      const cells = joined?.cells ?? (Array.isArray(read) ? read[0] : undefined);
      records.push(cells ? { line, raw, cells } : { line, raw, problem: 'history.row-quotes' });
      width ??= cells?.length;
      used = joined?.used ?? 1;
    }
    at += used;
  }
  return { records, used: at };
}

/** A record whose quoted cells hold line breaks, if the following lines complete one. */
function joinLines(lines: readonly string[], at: number, width: number) {
  for (let span = 2; span <= HISTORY_LIMITS.recordLines && at + span <= lines.length; span++) {
    const text = lines.slice(at, at + span).join('\n');
    if (text.length > HISTORY_LIMITS.lineLength) return undefined;
    const read = parseCsv(text);
    if (read === 'open') continue;
    const cells = Array.isArray(read) && read.length === 1 ? read[0] : undefined;
    // A quotation mark that opens in one row and closes in the same column of a later one takes in a row's commas.
    const swallowsRow = (cell: string) => cell.includes('\n') && cell.split(',').length >= width;
    return cells && cells.length === width && !cells.some(swallowsRow) ? { cells, used: span } : undefined;
  }
  return undefined;
}

function parseCsv(text: string): string[][] | 'open' | 'broken' {
  try {
    return parse(text, { relax_column_count: true, trim: true, record_delimiter: '\n' });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : 'broken';
  }
}
