import { toCanonicalLine } from '../provenance/canonicalLine.ts';
import { type ChainEntry, entryHash } from '../provenance/chainEntry.ts';
import type { ChainHead } from '../provenance/dayProof.ts';
import { chainFile, dayFile } from '../provenance/exportManifest.ts';
import type { ExportedRecord } from '../provenance/verifyChain.ts';
import { inParallel } from '../stores/inParallel.ts';
import type { ExportSink, ExportSources } from './exportSources.ts';
import type { ExportedTables } from './exportTables.ts';

/** How many contents are fetched at a time. */
const WIDTH = 16;

/** Writes every sealed day. @returns how many there are */
export async function exportDays({ proofs }: ExportSources, sink: ExportSink): Promise<number> {
  let days = 0;
  for await (const proof of proofs.all()) {
    await sink.write(dayFile(proof.statement.day), encoded([toCanonicalLine(proof)]));
    days++;
  }
  return days;
}

/** How far every chain reaches at this moment. */
export async function chainHeads({ chains }: ExportSources): Promise<readonly ChainHead[]> {
  const heads = await inParallel(await chains.sources(), WIDTH, (source) => chains.head(source));
  return heads.flatMap((head) => (head ? [{ source: head.source, entries: head.n, head: entryHash(head) }] : []));
}

/** Writes a chain up to its head, with the contents that are kept: of batches and of forecasts. */
export async function exportChain(
  sources: ExportSources,
  sink: ExportSink,
  { source, entries }: ChainHead,
  { committed }: Pick<ExportedTables, 'committed'>,
): Promise<void> {
  const toRecord = async (entry: ChainEntry): Promise<ExportedRecord> => {
    const content =
      entry.kind === 'signal-batch' ? await sources.contents.content(entry.sha256) : committed.get(entry.sha256);
    return content === undefined ? { entry } : { entry, content };
  };
  async function* lines() {
    let waiting: ChainEntry[] = [];
    for await (const entry of sources.chains.entries(source)) {
      if (entry.n > entries) break;
      waiting.push(entry);
      if (waiting.length < WIDTH) continue;
      for (const record of await inParallel(waiting, WIDTH, toRecord)) yield toCanonicalLine(record);
      waiting = [];
    }
    for (const record of await inParallel(waiting, WIDTH, toRecord)) yield toCanonicalLine(record);
  }
  await sink.write(chainFile(source), encoded(lines()));
}

/** Texts as the bytes of a file. */
export async function* encoded(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
