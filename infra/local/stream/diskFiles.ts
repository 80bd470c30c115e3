import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JournalFiles } from './journalFiles.ts';

/** The files of one folder of the disk; the folder is created when missing. */
export async function openDiskFiles(folder: string): Promise<JournalFiles> {
  await mkdir(folder, { recursive: true });
  const place = (name: string) => path.join(folder, name);
  return {
    place: folder,
    names: () => readdir(folder),
    size: async (name) => (await stat(place(name))).size,
    async read(name, from, length) {
      const file = await open(place(name), 'r');
      try {
        const bytes = Buffer.alloc(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      } finally {
        await file.close();
      }
    },
    async open(name) {
      const file = await open(place(name), 'a');
      return {
        write: (bytes) => file.appendFile(bytes), // unlike `write`, goes on until all bytes are written
        sync: () => file.datasync(),
        close: () => file.close(),
      };
    },
    async truncate(name, length) {
      const file = await open(place(name), 'r+');
      try {
        await file.truncate(length);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    remove: (name) => rm(place(name), { force: true }),
    async syncNames() {
      const directory = await open(folder, 'r');
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
    },
  };
}
