import { createHash } from 'node:crypto';
import { toCanonicalLine } from '../provenance/canonicalLine.ts';
import { EXPORT_FILES, type ExportedFile, type ExportManifest, manifestBytes } from '../provenance/exportManifest.ts';
import { toPem } from '../provenance/publicKey.ts';
import { chainHeads, encoded, exportChain, exportDays } from './exportProof.ts';
import type { ExportSink, ExportSources } from './exportSources.ts';
import { type ExportedTables, type ExportRange, exportTables } from './exportTables.ts';

export interface ExportOptions extends ExportRange {
  /** The present moment, ms since the epoch. */
  readonly now: number;
  /** Told what is being written: a film or a chain. */
  readonly onProgress?: (name: string) => void;
}

/** What an export came to. */
export interface ExportSummary extends Omit<ExportedTables, 'committed'> {
  readonly records: number;
  readonly days: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes everything that is needed to check, and to analyse, what was recorded: sealed days, chains with their contents,
 * tables, the public key, and a signed list of it all. What comes in meanwhile is left to the next export.
 */
export async function exportEverything(
  sources: ExportSources,
  sink: ExportSink,
  { now, onProgress, ...range }: ExportOptions,
): Promise<ExportSummary> {
  const { files, write, writeBytes } = listing(sink);
  // Days before chains before forecasts before contents: what an earlier step names is there for a later one.
  const days = await exportDays(sources, { write });
  const chains = await chainHeads(sources);
  const options = { ...range, write: writeBytes, before: now, ...(onProgress ? { onFilm: onProgress } : {}) };
  const { committed, ...tables } = await exportTables(sources, options);
  for (const head of chains) {
    onProgress?.(head.source);
    await exportChain(sources, { write }, head, { committed });
  }
  await write(EXPORT_FILES.publicKey, encoded([toPem(await sources.signer.publicKey())]));

  const byName = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const manifest: ExportManifest = { exportedAt: new Date(now).toISOString(), chains, files: byName };
  const signature = Buffer.from(await sources.signer.sign(manifestBytes(manifest))).toString('hex');
  await write(EXPORT_FILES.manifest, encoded([toCanonicalLine(manifest)]));
  await write(EXPORT_FILES.signature, encoded([`${signature}\n`]));
  const records = chains.reduce((sum, { entries }) => sum + entries, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { records, days, ...tables, files: files.length, bytes };
}

/** A sink that remembers what went through it. */
function listing(sink: ExportSink) {
  const files: ExportedFile[] = [];
  const write: ExportSink['write'] = async (name, chunks) => {
    const hash = createHash('sha256');
    let bytes = 0;
    async function* counted() {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    }
    await sink.write(name, counted());
    files.push({ name, bytes, sha256: hash.digest('hex') });
  };
  const writeBytes = (name: string, body: Uint8Array) => write(name, once(body));
  return { files, write, writeBytes };
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}
