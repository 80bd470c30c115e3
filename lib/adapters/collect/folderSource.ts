import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors/appError.ts';
import type { HistorySource } from '../../ports/historySource.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** History files in a folder of this machine, for the local run. */
export function createFolderSource(folder: string): HistorySource {
  return {
    async fetch(file, knownTag) {
      const unavailable = (reason: string, cause?: unknown) =>
        new AppError('collect.source-unavailable', { file, reason }, { cause });
      try {
        await stat(folder);
        const name = path.join(folder, file);
        const found = await stat(name).catch(undefinedWhenMissing);
        if (!found) return { status: 'absent' };
        if (found.size > MAX_BYTES) throw unavailable(`it has more than ${MAX_BYTES} bytes`);
        const tag = `${found.size}-${found.mtimeMs}`;
        return tag === knownTag ? { status: 'unchanged' } : { status: 'found', body: await readFile(name), tag };
      } catch (error) {
        throw error instanceof AppError ? error : unavailable((error as Error).message, error);
      }
    },
  };
}

function undefinedWhenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
