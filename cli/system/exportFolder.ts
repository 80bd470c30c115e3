import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../lib/errors/appError.ts';
import type { ExportSink } from '../../lib/export/exportSources.ts';

/** A folder that an export is written to: it appears whole, or not at all. */
export interface ExportFolder extends ExportSink {
  /** Makes the folder appear. */
  finish(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/**
 * Begins an export beside its folder, under a hidden name, so that whatever ends it leaves the folder absent or empty.
 * @param signal ends the writing
 * @throws AppError `export.folder-occupied`; from then on `export.disk-full`, `export.write-failed`, `export.stopped`
 */
export async function openExportFolder(folder: string, signal: AbortSignal): Promise<ExportFolder> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw writeFailure(folder, error);
  });
  if (there.length > 0) throw new AppError('export.folder-occupied', { folder });
  const draft = path.join(path.dirname(folder), `.${path.basename(folder)}.draft-${process.pid}`);
  const safely = async (file: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      throw writeFailure(file, error);
    }
  };
  await safely(folder, () => mkdir(draft, { recursive: true }));

  return {
    write: (name, chunks) =>
      safely(path.join(folder, name), async () => {
        if (signal.aborted) throw new AppError('export.stopped');
        const file = path.join(draft, name);
        await mkdir(path.dirname(file), { recursive: true });
        const handle = await open(file, 'wx');
        try {
          for await (const chunk of chunks) {
            if (signal.aborted) throw new AppError('export.stopped');
            await handle.writeFile(chunk);
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
    finish: () => safely(folder, () => rename(draft, folder)),
    discard: () => rm(draft, { recursive: true, force: true }),
  };
}

function writeFailure(file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('export.disk-full', { file }, { cause: error });
  return new AppError('export.write-failed', { file, reason: message }, { cause: error });
}
