import { canonicalJson } from './canonicalJson.ts';

/** A value as one line of an exported file. */
export function toCanonicalLine(value: unknown): string {
  return `${canonicalJson(value)}\n`;
}

/**
 * Reads a line, with its end, that {@link toCanonicalLine} wrote.
 * @returns undefined for anything that was not written so, to the byte
 */
export function readCanonicalLine(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return toCanonicalLine(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a file with their ends, where they have one. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline < 0 ? bytes.length : newline + 1;
    yield bytes.subarray(from, end);
    from = end;
  }
}

/** Whether a value is a record with exactly these members. */
export function hasMembers(value: unknown, ...names: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).sort().join() === names.toSorted().join();
}

const NEWLINE = 10;
