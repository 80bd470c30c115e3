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

/** Lines that are read at once; a fault among them makes only these be read one by one. */
const STEP = 1_000;

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
  const { recordLines } = HISTORY_LIMITS;
  const blocks = readLines(bytes);
  let width: number | undefined;
  let lines: readonly string[] = [];
  /** Lines behind, in this array and before it. */
  let at = 0;
  let before = 0;
  let bytesRead = 0;
  for (let more = true; more || at < lines.length; ) {
    while (more && lines.length - at < STEP + recordLines) {
      const next = blocks.next();
      more = !next.done;
      if (next.done) break;
      lines = lines.slice(at).concat(next.value.lines);
      before += at;
      at = 0;
      bytesRead = next.value.bytesRead;
    }
    // The last lines wait for those that follow, so that where a step ends never decides how a record is read.
    const end = more ? at + STEP : Math.min(at + STEP, lines.length);
    const step: Step = readUniform(lines, at, end, before) ?? readOneByOne(lines, at, end, before, width);
    width ??= step.records[0]?.cells?.length;
    at = step.next;
    if (step.records.length > 0) yield { records: step.records, bytesRead };
  }
}

interface Step {
  readonly records: readonly CsvRecord[];
  /** Index of the first line that was not read. */
  readonly next: number;
}

/** All lines of a step at once, where each is exactly one record: the usual and fast case. */
function readUniform(lines: readonly string[], start: number, end: number, before: number): Step | undefined {
  const numbers: number[] = [];
  const texts: string[] = [];
  for (let i = start; i < end; i++) {
    const text = lines[i] ?? '';
    if (text.length > HISTORY_LIMITS.lineLength) return undefined;
    if (text.trim() === '') continue;
    numbers.push(before + i + 1);
    texts.push(text);
  }
  const rows = parseCsv(texts.join('\n'));
  if (!Array.isArray(rows) || rows.length !== texts.length) return undefined;
  const records = rows.map((cells, i): CsvRecord => ({ line: numbers[i] ?? 0, raw: texts[i] ?? '', cells }));
  return { records, next: end };
}

function readOneByOne(
  lines: readonly string[],
  start: number,
  end: number,
  before: number,
  header: number | undefined,
): Step {
  const records: CsvRecord[] = [];
  let width = header;
  let at = start;
  while (at < end) {
    const raw = lines[at] ?? '';
    const line = before + at + 1;
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
  return { records, next: at };
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
