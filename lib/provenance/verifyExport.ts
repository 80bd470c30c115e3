import type { ExportFiles } from './exportFiles.ts';
import { EXPORT_FILES } from './exportManifest.ts';
import type { Finding } from './finding.ts';
import { type PublicKey, readPublicKey } from './publicKey.ts';
import { type VerifiedChain, verifyChain } from './verifyChain.ts';
import { verifyDays } from './verifyDays.ts';
import { verifyManifest } from './verifyManifest.ts';

/** What a check of an export came to. */
export interface Verification {
  /** Empty when everything is as it was written; else the first altered thing leads. */
  readonly findings: readonly Finding[];
  /** Records that hold. */
  readonly records: number;
  /** Those of them that a signed day vouches for; the others are not sealed yet. */
  readonly sealed: number;
  /** Signed days that hold, and the first and last of them. */
  readonly days: number;
  readonly firstDay?: string;
  readonly lastDay?: string;
  /** ISO instant; absent when the list of the export does not hold. */
  readonly exportedAt?: string;
  /** Fingerprint of the key that was believed, and whether it came from outside the export. */
  readonly key?: { readonly fingerprint: string; readonly given: boolean };
}

/**
 * Checks an export from its files alone: first the signed days, then every record of every chain against them, then the
 * signed list of the export. Without a key of one's own the export's key is believed, which proves only that whoever
 * wrote the export had that key: its fingerprint must be compared with the one that was published.
 */
export async function verifyExport(files: ExportFiles, given?: PublicKey | undefined): Promise<Verification> {
  const key = given ?? (await exportedKey(files));
  if (!key) {
    const finding = { check: 'key-unreadable', file: EXPORT_FILES.publicKey } as const;
    return { findings: [finding], records: 0, sealed: 0, days: 0 };
  }
  const days = await verifyDays(files, key);
  const chains = await verifyChains(files, days.sealed);
  const list = await verifyManifest(files, key, chains);
  const broken = [...chains].flatMap(([file, { check, entries }]) => (check ? [{ check, file, n: entries + 1 }] : []));
  const [first, last] = [days.statements[0], days.statements.at(-1)];
  const sealed = (file: string) => days.sealed.get(file)?.length ?? 0;
  return {
    findings: [...(days.finding ? [days.finding] : []), ...broken, ...list.findings],
    records: sum([...chains.values()].map(({ entries }) => entries)),
    sealed: sum([...chains].map(([file, { entries }]) => Math.min(entries, sealed(file)))),
    days: days.statements.length,
    ...(first && last ? { firstDay: first.day, lastDay: last.day } : {}),
    ...(list.manifest ? { exportedAt: list.manifest.exportedAt } : {}),
    key: { fingerprint: key.fingerprint, given: given !== undefined },
  };
}

async function exportedKey(files: ExportFiles): Promise<PublicKey | undefined> {
  const file = EXPORT_FILES.publicKey;
  return files.names.includes(file) ? readPublicKey(await files.read(file)) : undefined;
}

/** Every chain that a day vouches for or that has a file, by its file. */
async function verifyChains(
  files: ExportFiles,
  sealed: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, VerifiedChain>> {
  const there = files.names.filter((name) => name.startsWith(EXPORT_FILES.chains) && name.endsWith('.jsonl'));
  const verified = new Map<string, VerifiedChain>();
  for (const file of [...new Set([...sealed.keys(), ...there])].sort()) {
    const lines = there.includes(file) ? await files.read(file) : new Uint8Array();
    verified.set(file, verifyChain(lines, file, sealed.get(file) ?? []));
  }
  return verified;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
