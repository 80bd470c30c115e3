import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from '../files/writeFileAtomic.ts';

/** Up to where each reader of a shard has come. */
export interface Checkpoints {
  /**
   * The position to read on from. Undefined when none was ever kept; 0, the very beginning, when it cannot be read:
   * records that come a second time do no harm, records that never come would.
   */
  get(reader: string): Promise<number | undefined>;
  put(reader: string, position: number): Promise<void>;
}

/** @param folder undefined = in memory */
export async function openCheckpoints(folder: string | undefined): Promise<Checkpoints> {
  if (folder === undefined) {
    const kept = new Map<string, number>();
    return { get: async (reader) => kept.get(reader), put: async (reader, at) => void kept.set(reader, at) };
  }
  await mkdir(folder, { recursive: true });
  const fileOf = (reader: string) => path.join(folder, `${reader}.json`);
  return {
    async get(reader) {
      const text = await readFile(fileOf(reader), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : positionIn(text);
    },
    put: (reader, position) => writeFileAtomic(fileOf(reader), `${JSON.stringify({ position })}\n`),
  };
}

function positionIn(text: string): number {
  try {
    const { position } = JSON.parse(text) as { readonly position?: unknown };
    return typeof position === 'number' ? position : 0;
  } catch {
    return 0;
  }
}
