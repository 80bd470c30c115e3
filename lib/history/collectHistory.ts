import { AppError } from '../errors/appError.ts';
import type { HistorySource } from '../ports/historySource.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { CollectedFile, Collections, SlotRecord } from '../stores/collections.ts';
import { historyPrefix } from './historyKey.ts';

export interface CollectDeps {
  readonly source: HistorySource;
  /** What the source is called in the records, for example its address. */
  readonly sourceName: string;
  /** The history bucket. */
  readonly files: ObjectStore;
  readonly collections: Collections;
}

const FILES = ['films.csv', 'daily.csv'] as const;

interface Fetched extends CollectedFile {
  readonly name: string;
  readonly body: Uint8Array;
}

/**
 * Copies the files of a source into the history bucket as the batch of a slot, unless neither has changed since they
 * were last taken. The slot's own time names the batch, and its keys are written once, so a repeated slot is the same
 * slot. All files or none: what a source delivers in part is not history.
 * @param slot the scheduled moment, ms since the epoch
 * @param now the present moment, for the record only
 * @throws AppError `collect.source-unavailable` after recording the slot as missing
 */
export async function collectHistory(deps: CollectDeps, slot: number, now: number): Promise<SlotRecord> {
  const { source, sourceName, files, collections } = deps;
  const name = new Date(slot).toISOString().replace(/[-:]|\.\d+/g, '');
  const before = await collections.slot(name);
  if (before && before.status !== 'missing') return before;

  const known = await collections.known(sourceName);
  const fetched = await fetchAll(source, known).catch(async (error: unknown) => {
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
    await collections.recordSlot({ slot: name, status: 'missing', at: now, reason });
    throw error;
  });
  if (fetched.length === 0) {
    const record: SlotRecord = { slot: name, status: 'unchanged', at: now };
    await collections.recordSlot(record);
    return record;
  }
  const batch = `collect-${name}`;
  for (const file of fetched) await files.put(`${historyPrefix(batch)}${file.name}`, file.body, { onlyIfAbsent: true });
  const taken = fetched.map(({ name: file, tag, hash }): [string, CollectedFile] => [file, { tag, hash }]);
  await collections.remember(sourceName, Object.fromEntries(taken));
  const record: SlotRecord = { slot: name, status: 'collected', at: now, batch };
  await collections.recordSlot(record);
  return record;
}

/** Every file the source has, or none when nothing changed: a batch is complete in itself. */
async function fetchAll(
  source: HistorySource,
  known: Readonly<Record<string, CollectedFile>>,
): Promise<readonly Fetched[]> {
  const answers = await Promise.all(
    FILES.map(async (name) => ({ name, ...(await fetchNews(source, name, known[name])) })),
  );
  if (answers.every(({ status }) => status === 'absent')) {
    throw new AppError('collect.source-unavailable', { file: FILES.join(', '), reason: 'it holds neither file' });
  }
  if (!answers.some(({ status }) => status === 'found')) return [];
  const all = answers.map(async (answer): Promise<readonly Fetched[]> => {
    const found = answer.status === 'unchanged' ? { name: answer.name, ...(await source.fetch(answer.name)) } : answer;
    return found.status === 'found' ? [{ ...found, hash: sha256(found.body) }] : [];
  });
  return (await Promise.all(all)).flat();
}

/** As the source answers, but a body that was taken before is no news, whatever its tag says. */
async function fetchNews(source: HistorySource, name: string, known: CollectedFile | undefined) {
  const answer = await source.fetch(name, known?.tag || undefined);
  const same = answer.status === 'found' && sha256(answer.body) === known?.hash;
  return same ? ({ status: 'unchanged' } as const) : answer;
}
