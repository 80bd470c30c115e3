import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../lib/errors/appError.ts';
import type { ExportFiles } from '../../lib/provenance/exportFiles.ts';
import { EXPORT_FILES } from '../../lib/provenance/exportManifest.ts';

/**
 * The files of an exported folder. What is hidden and what is no plain file does not belong to an export.
 * @throws AppError `proof.export-missing` where there is neither a list nor a chain nor a day
 */
export async function readExport(folder: string): Promise<ExportFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).split(path.sep))
    .filter((parts) => !parts.some((part) => part.startsWith('.')))
    .map((parts) => parts.join('/'))
    .sort();
  const { manifest, chains, days } = EXPORT_FILES;
  const isOfExport = (name: string) => name === manifest || name.startsWith(chains) || name.startsWith(days);
  if (!names.some(isOfExport)) throw new AppError('proof.export-missing', { folder });
  return {
    names,
    async read(name) {
      try {
        return await readFile(path.join(folder, name));
      } catch (cause) {
        throw new AppError('cli.file-unreadable', { file: name, reason: (cause as Error).message }, { cause });
      }
    },
  };
}
