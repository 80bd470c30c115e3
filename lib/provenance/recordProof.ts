import { linesOf, readCanonicalLine } from './canonicalLine.ts';
import type { ChainEntry } from './chainEntry.ts';
import type { DayProof, DayStatement } from './dayProof.ts';
import type { ExportFiles } from './exportFiles.ts';
import { chainFile, EXPORT_FILES } from './exportManifest.ts';
import { inclusionPath } from './merkleTree.ts';
import type { ExportedRecord } from './verifyChain.ts';

/** All that it takes to show one record without the others: what RFC 6962 calls an audit path, and whose word it is. */
export interface RecordProof extends ExportedRecord {
  /** Place of the record among the leaves of its day. */
  readonly index: number;
  /** Hashes from the leaf to the root, the lowest first. */
  readonly path: readonly string[];
  readonly statement: DayStatement;
  /** Over the statement, as in {@link DayProof}. */
  readonly signature: string;
}

/**
 * Takes the proof of one record out of an export that was found to hold.
 * @returns undefined when there is no such record, or no day has sealed it yet
 */
export async function recordProof(files: ExportFiles, source: string, n: number): Promise<RecordProof | undefined> {
  const file = chainFile(source);
  const line = files.names.includes(file) ? [...linesOf(await files.read(file))][n - 1] : undefined;
  if (!line) return undefined;
  const record = readCanonicalLine(line) as ExportedRecord;
  let before: DayStatement | undefined;
  for (const name of files.names.filter((candidate) => candidate.startsWith(EXPORT_FILES.days))) {
    const day = readCanonicalLine(await files.read(name)) as DayProof;
    const index = placeIn(day.statement, before, record.entry);
    if (index !== undefined) {
      const { statement, signature, leaves } = day;
      return { ...record, index, path: inclusionPath(leaves, index), statement, signature };
    }
    before = day.statement;
  }
  return undefined;
}

/** The place of a record among the leaves of a day; undefined when another day sealed it. */
function placeIn(day: DayStatement, before: DayStatement | undefined, { source, n }: ChainEntry): number | undefined {
  let first = 0;
  for (const chain of day.chains) {
    const sealed = before?.chains.find((earlier) => earlier.source === chain.source)?.entries ?? 0;
    if (chain.source === source) return n > sealed && n <= chain.entries ? first + n - sealed - 1 : undefined;
    first += chain.entries - sealed;
  }
  return undefined;
}
