import { hasMembers, linesOf, readCanonicalLine } from './canonicalLine.ts';
import { type ChainEntry, contentHash, entryHash, FIRST_LINK } from './chainEntry.ts';
import { chainFile } from './exportManifest.ts';
import type { Check } from './finding.ts';

/** One line of an exported chain: a record, with its content unless that is kept elsewhere. */
export interface ExportedRecord {
  readonly entry: ChainEntry;
  readonly content?: unknown;
}

/** How far a chain holds. */
export interface VerifiedChain {
  /** Records up to the first that does not hold. */
  readonly entries: number;
  /** Hash of the last of them. */
  readonly head: string;
  /** What is wrong with record `entries + 1`. */
  readonly check?: Check;
}

/**
 * Checks a chain, record by record, up to the first that does not hold.
 * @param lines of {@link ExportedRecord}
 * @param file name of the chain's file
 * @param sealed hashes of the records that signed days vouch for, from the first record on
 */
export function verifyChain(lines: Uint8Array, file: string, sealed: readonly string[]): VerifiedChain {
  let [entries, head] = [0, FIRST_LINK];
  for (const line of linesOf(lines)) {
    const record = readRecord(line);
    const hash = record && entryHash(record.entry);
    const check = record && hash ? checkRecord(record, hash) : 'record-unreadable';
    if (check || !hash) return { entries, head, check: check ?? 'record-unreadable' };
    entries++;
    head = hash;
  }
  return entries < sealed.length ? { entries, head, check: 'record-missing' } : { entries, head };

  function checkRecord({ entry, ...rest }: ExportedRecord, hash: string): Check | undefined {
    const n = entries + 1;
    const isOfChain = chainFile(entry.source) === file;
    if (isOfChain && entry.n > n) return 'record-missing';
    if (!isOfChain || entry.n !== n) return 'record-misplaced';
    if (n <= sealed.length && hash !== sealed[n - 1]) return 'record-altered';
    if ('content' in rest && contentHash(rest.content) !== entry.sha256) return 'content-altered';
    return entry.prev === head ? undefined : 'link-broken';
  }
}

function readRecord(line: Uint8Array): ExportedRecord | undefined {
  const value = readCanonicalLine(line);
  if (!hasMembers(value, 'entry') && !hasMembers(value, 'entry', 'content')) return undefined;
  const record = value as ExportedRecord;
  return hasMembers(record.entry, 'source', 'n', 'at', 'kind', 'sha256', 'prev') ? record : undefined;
}
