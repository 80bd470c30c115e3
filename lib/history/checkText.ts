import { AppError } from '../errors/appError.ts';

const SAMPLE = 64;

/**
 * Refuses bytes that cannot be UTF-8 text before any of it is read.
 * @throws AppError `history.no-header` (empty), `history.encoding-utf16` or `history.nul-byte`, with the line
 */
export function checkText(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new AppError('history.no-header', { line: 1 });
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const nul = bytes.indexOf(0);
  if (marked || (nul >= 0 && looksLikeUtf16(bytes))) throw new AppError('history.encoding-utf16', { line: 1 });
  if (nul >= 0) throw new AppError('history.nul-byte', { line: lineOf(bytes, nul) });
}

/** Latin text in UTF-16 has a zero in every second byte, and only there. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = (parity: number) => sample.filter((byte, i) => i % 2 === parity && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  return Math.max(even, odd) > sample.length / 4 && Math.min(even, odd) === 0;
}

function lineOf(bytes: Uint8Array, position: number): number {
  const before = new TextDecoder().decode(bytes.subarray(0, position));
  return before.split(/\r\n|\n|\r/).length;
}
