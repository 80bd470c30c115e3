import { canonicalJson } from './canonicalJson.ts';
import type { ChainHead } from './dayProof.ts';

/** One file of an export. */
export interface ExportedFile {
  /** Path below the folder of the export, with `/`. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What an export holds, whole: signed, so that nothing can be taken out or put in unseen. */
export interface ExportManifest {
  /** ISO instant. */
  readonly exportedAt: string;
  /** How far every chain reached, by source. */
  readonly chains: readonly ChainHead[];
  /** Every file but the manifest and its signature, by name. */
  readonly files: readonly ExportedFile[];
}

/** Names of the files of an export that are not tables; chains and days stand below folders of their own. */
export const EXPORT_FILES = {
  manifest: 'export.json',
  signature: 'export.sig',
  publicKey: 'public-key.pem',
  chains: 'chains/',
  days: 'proof/',
} as const;

/** The file of a chain: one line per record. */
export const chainFile = (source: string) =>
  `${EXPORT_FILES.chains}${encodeURIComponent(String(source).toWellFormed())}.jsonl`; // read from a file, it may be anything

/** The file of a sealed day. */
export const dayFile = (day: string) => `${EXPORT_FILES.days}${day}.json`;

/** The bytes that the signature of an export is over. */
export function manifestBytes(manifest: ExportManifest): Uint8Array {
  return new TextEncoder().encode(`marquee export 1\n${canonicalJson(manifest)}`);
}
