import { hasMembers, readCanonicalLine } from './canonicalLine.ts';
import { FIRST_LINK } from './chainEntry.ts';
import type { ChainHead } from './dayProof.ts';
import type { ExportFiles } from './exportFiles.ts';
import { chainFile, EXPORT_FILES, type ExportManifest, manifestBytes } from './exportManifest.ts';
import type { Check, Finding } from './finding.ts';
import type { PublicKey } from './publicKey.ts';
import { sha256 } from './sha256.ts';
import type { VerifiedChain } from './verifyChain.ts';

/** What the signed list of an export says of it. */
export interface VerifiedManifest {
  /** Undefined when it does not hold. */
  readonly manifest?: ExportManifest;
  readonly findings: readonly Finding[];
}

/** Checks an export against its signed list: chains that end too early or too late, files changed, missing or added.
 * @param chains by their files
 */
export async function verifyManifest(
  files: ExportFiles,
  key: PublicKey,
  chains: ReadonlyMap<string, VerifiedChain>,
): Promise<VerifiedManifest> {
  const { manifest: file, signature } = EXPORT_FILES;
  const manifest = files.names.includes(file) ? readManifest(await files.read(file)) : undefined;
  if (!manifest) return { findings: [{ check: 'export-unreadable', file }] };
  const signed = files.names.includes(signature) ? new TextDecoder().decode(await files.read(signature)) : '';
  if (!signed.endsWith('\n') || !key.verifies(manifestBytes(manifest), signed.slice(0, -1))) {
    return { findings: [{ check: 'export-signature', file }] };
  }
  const ends = manifest.chains.flatMap((signedHead) => checkEnd(signedHead, chains.get(chainFile(signedHead.source))));
  return { manifest, findings: [...ends, ...(await checkFiles(files, manifest))] };
}

function readManifest(bytes: Uint8Array): ExportManifest | undefined {
  const value = readCanonicalLine(bytes);
  return hasMembers(value, 'exportedAt', 'chains', 'files') ? (value as ExportManifest) : undefined;
}

/** A chain that was found wrong before is not looked at again. */
function checkEnd(signed: ChainHead, found: VerifiedChain = { entries: 0, head: FIRST_LINK }): Finding[] {
  const file = chainFile(signed.source);
  if (found.check) return [];
  if (found.entries < signed.entries) return [{ check: 'record-missing', file, n: found.entries + 1 }];
  if (found.entries > signed.entries) return [{ check: 'record-unknown', file, n: signed.entries + 1 }];
  return found.head === signed.head ? [] : [{ check: 'record-altered', file, n: found.entries }];
}

async function checkFiles(files: ExportFiles, manifest: ExportManifest): Promise<Finding[]> {
  const findings: Finding[] = [];
  const there = new Set(files.names);
  for (const { name, sha256: expected } of manifest.files) {
    const check: Check | undefined = !there.has(name)
      ? 'file-missing'
      : sha256(await files.read(name)) === expected
        ? undefined
        : 'file-altered';
    if (check) findings.push({ check, file: name });
  }
  const listed = new Set([...manifest.files.map(({ name }) => name), EXPORT_FILES.manifest, EXPORT_FILES.signature]);
  for (const file of files.names) if (!listed.has(file)) findings.push({ check: 'file-unknown', file });
  return findings;
}
