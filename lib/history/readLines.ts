import { AppError } from '../errors/appError.ts';
import { HISTORY_LIMITS } from './limits.ts';

const BLOCK = 256 * 1024;
const LF = 10;
const CR = 13;
const BOM = [0xef, 0xbb, 0xbf];

export interface LineBlock {
  readonly lines: readonly string[];
  /** Bytes of the file up to the end of this block. */
  readonly bytesRead: number;
}

/**
 * The physical lines of a UTF-8 text in blocks of some hundred kilobytes; CR, LF and CRLF end a line, also mixed. A line
 * over the limit comes clipped to one character more than the limit, so that its length still tells.
 * @throws AppError `history.encoding-other` with the line of the first byte that is not UTF-8
 */
export function* readLines(bytes: Uint8Array): Generator<LineBlock> {
  let at = BOM.every((byte, i) => bytes[i] === byte) ? BOM.length : 0;
  let count = 0;
  while (at < bytes.length) {
    const end = blockEnd(bytes, at);
    const block = bytes.subarray(at, end);
    const lines = end - at > BLOCK ? [clippedLine(block)] : decode(block, count).split(/\r\n|\n|\r/);
    if (lines.length > 1 && lines.at(-1) === '') lines.pop();
    count += lines.length;
    at = end;
    yield { lines, bytesRead: at };
  }
}

/** The end of the last whole line of the block; of a line longer than a block, its own end. */
function blockEnd(bytes: Uint8Array, start: number): number {
  const limit = Math.min(start + BLOCK, bytes.length);
  if (limit === bytes.length) return limit;
  const block = bytes.subarray(start, limit);
  // A CR in the last place may be the first half of CRLF.
  const last = Math.max(block.lastIndexOf(LF), block.subarray(0, -1).lastIndexOf(CR));
  if (last >= 0) return start + last + 1;
  const lineFeed = bytes.indexOf(LF, limit);
  const end = lineFeed < 0 ? bytes.length : lineFeed + 1;
  const carriageReturn = bytes.subarray(limit - 1, end).indexOf(CR);
  if (carriageReturn < 0) return end;
  const next = limit + carriageReturn;
  return bytes[next] === LF ? next + 1 : next;
}

function clippedLine(block: Uint8Array): string {
  const enough = HISTORY_LIMITS.lineLength + 1;
  return new TextDecoder().decode(block.subarray(0, 4 * enough)).slice(0, enough);
}

function decode(block: Uint8Array, linesBefore: number): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(block);
  } catch (cause) {
    throw new AppError('history.encoding-other', { line: linesBefore + 1 + linesBeforeFault(block) }, { cause });
  }
}

/** How many line ends stand before the first byte that is not UTF-8. */
function linesBeforeFault(block: Uint8Array): number {
  let low = 0;
  let high = block.length;
  const readable = (end: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(block.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (readable(middle)) low = middle;
    else high = middle;
  }
  return new TextDecoder().decode(block.subarray(0, low)).split(/\r\n|\n|\r/).length - 1;
}
