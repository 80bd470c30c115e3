import { hasMembers, readCanonicalLine } from './canonicalLine.ts';
import { type DayProof, type DayStatement, dayBytes, statementHash } from './dayProof.ts';
import type { ExportFiles } from './exportFiles.ts';
import { chainFile, dayFile, EXPORT_FILES } from './exportManifest.ts';
import type { Check, Finding } from './finding.ts';
import { merkleRoot } from './merkleTree.ts';
import type { PublicKey } from './publicKey.ts';

/** What the sealed days vouch for. */
export interface VerifiedDays {
  /** Hashes of the records of every chain, from its first record on, by the chain's file. */
  readonly sealed: ReadonlyMap<string, readonly string[]>;
  /** The days that hold, the first one first. */
  readonly statements: readonly DayStatement[];
  /** The first day that does not hold; it and what follows vouch for nothing. */
  readonly finding?: Finding;
}

/** Checks the sealed days of an export: signatures, their order without gaps, roots. */
export async function verifyDays(files: ExportFiles, key: PublicKey): Promise<VerifiedDays> {
  const sealed = new Map<string, string[]>();
  const statements: DayStatement[] = [];
  for (const file of files.names.filter((name) => name.startsWith(EXPORT_FILES.days))) {
    const proof = readDay(await files.read(file));
    const check = proof ? checkDay(proof, file, statements.at(-1), key) : 'day-unreadable';
    if (!proof || check) return { sealed, statements, finding: { check: check ?? 'day-unreadable', file } };
    takeLeaves(proof, sealed);
    statements.push(proof.statement);
  }
  return { sealed, statements };
}

function readDay(bytes: Uint8Array): DayProof | undefined {
  const value = readCanonicalLine(bytes);
  if (!hasMembers(value, 'statement', 'signature', 'leaves')) return undefined;
  const proof = value as DayProof;
  if (!hasMembers(proof.statement, 'day', 'sealedAt', 'previous', 'size', 'root', 'chains')) return undefined;
  if (!Array.isArray(proof.leaves) || !Array.isArray(proof.statement.chains)) return undefined;
  return proof.leaves.every((leaf) => /^[0-9a-f]{64}$/.test(String(leaf))) ? proof : undefined;
}

function checkDay(
  { statement, signature, leaves }: DayProof,
  file: string,
  before: DayStatement | undefined,
  key: PublicKey,
): Check | undefined {
  if (file !== dayFile(statement.day)) return 'day-misplaced';
  if (!key.verifies(dayBytes(statement), signature)) return 'day-signature';
  if (statement.previous !== statementHash(before)) return 'day-link';
  return statement.size === leaves.length && statement.root === merkleRoot(leaves) ? undefined : 'day-root';
}

function takeLeaves({ statement, leaves }: DayProof, sealed: Map<string, string[]>): void {
  let from = 0;
  for (const { source, entries } of statement.chains) {
    const all = sealed.get(chainFile(source)) ?? [];
    const until = from + entries - all.length;
    for (const leaf of leaves.slice(from, until)) all.push(leaf);
    sealed.set(chainFile(source), all);
    from = until;
  }
}
