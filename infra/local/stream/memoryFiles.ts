import type { JournalFiles } from './journalFiles.ts';

/** Files that live as long as the process. */
export function createMemoryFiles(): JournalFiles {
  const files = new Map<string, { readonly chunks: Buffer[]; size: number }>();
  const whole = (name: string): Buffer => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`no file ${name}`);
    // Joined once per read of old records; what is read soon after it was written never comes here.
    if (file.chunks.length > 1) file.chunks.splice(0, file.chunks.length, Buffer.concat(file.chunks));
    return file.chunks[0] ?? Buffer.alloc(0);
  };
  return {
    place: 'memory',
    names: async () => [...files.keys()],
    size: async (name) => files.get(name)?.size ?? 0,
    read: async (name, from, length) => whole(name).subarray(from, from + length),
    async open(name) {
      const file = files.get(name) ?? { chunks: [], size: 0 };
      files.set(name, file);
      return {
        async write(bytes) {
          file.chunks.push(bytes);
          file.size += bytes.length;
        },
        sync: async () => {},
        close: async () => {},
      };
    },
    async truncate(name, length) {
      const kept = whole(name).subarray(0, length);
      files.set(name, { chunks: [kept], size: kept.length });
    },
    async remove(name) {
      files.delete(name);
    },
    syncNames: async () => {},
  };
}
