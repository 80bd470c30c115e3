import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from './writeFileAtomic.ts';

/** Small JSON records by id, each a file of its own, so that none can damage another. */
export interface RecordFolder<T> {
  /** Where the records lie, undefined when they are in memory. */
  readonly folder: string | undefined;
  /** @param id letters, digits, `-` and `_` only */
  put(id: string, record: T): Promise<void>;
  remove(id: string): Promise<void>;
  /** All records, by id in ascending order. */
  all(): Promise<readonly { readonly id: string; readonly record: T }[]>;
}

/** @param folder created when missing; undefined = the records live as long as the process */
export async function openRecordFolder<T>(folder: string | undefined): Promise<RecordFolder<T>> {
  return folder === undefined ? inMemory() : onDisk(folder);
}

async function onDisk<T>(folder: string): Promise<RecordFolder<T>> {
  await mkdir(folder, { recursive: true });
  const fileOf = (id: string) => path.join(folder, `${id}.json`);
  return {
    folder,
    put: (id, record) => writeFileAtomic(fileOf(id), `${JSON.stringify(record)}\n`),
    remove: (id) => rm(fileOf(id), { force: true }),
    async all() {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
      const read = async (name: string) => ({
        id: name.slice(0, -'.json'.length),
        record: JSON.parse(await readFile(path.join(folder, name), 'utf8')) as T,
      });
      return Promise.all(names.map(read));
    },
  };
}

function inMemory<T>(): RecordFolder<T> {
  const records = new Map<string, string>();
  return {
    folder: undefined,
    async put(id, record) {
      records.set(id, JSON.stringify(record));
    },
    async remove(id) {
      records.delete(id);
    },
    async all() {
      const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
      return sorted.map(([id, record]) => ({ id, record: JSON.parse(record) as T }));
    },
  };
}
