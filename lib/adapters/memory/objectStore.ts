import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../ports/objectStore.ts';

/** An ObjectStore in the memory of this process, for tests and for commands that work on files alone. */
export function createMemoryObjectStore(): ObjectStore {
  const objects = new Map<string, { readonly body: Uint8Array; readonly etag: string }>();
  return {
    async get(key) {
      const found = objects.get(key);
      return found && { body: Uint8Array.from(found.body), etag: found.etag };
    },
    async head(key) {
      const found = objects.get(key);
      return found && { size: found.body.byteLength, etag: found.etag };
    },
    async put(key, body, options) {
      if (key === '') throw new TypeError('an object needs a key');
      if (options?.onlyIfAbsent && objects.has(key)) return false;
      objects.set(key, { body: Uint8Array.from(body), etag: `"${createHash('md5').update(body).digest('hex')}"` });
      return true;
    },
    async list(prefix) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
      return keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
    async remove(key) {
      objects.delete(key);
    },
  };
}
