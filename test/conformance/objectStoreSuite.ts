import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';

/** An empty bucket. */
export type OpenStore = () => Promise<{ readonly store: ObjectStore; close(): Promise<void> }>;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array | undefined) => (body === undefined ? undefined : new TextDecoder().decode(body));

/** What every ObjectStore must do, whichever store is behind it. */
export function describeObjectStore(name: string, open: OpenStore): void {
  describe(name, () => {
    let store: ObjectStore;
    let close = async () => {};

    beforeAll(async () => {
      ({ store, close } = await open());
    });
    afterAll(() => close());

    it('returns the bytes that were put', async () => {
      const body = randomBytes(1000);
      expect(await store.put('plain/a.bin', body, { contentType: 'application/octet-stream' })).toBe(true);
      const found = await store.get('plain/a.bin');
      expect(Buffer.from(found?.body ?? []).equals(body)).toBe(true);
      expect(await store.head('plain/a.bin')).toEqual({ size: 1000, etag: found?.etag });
    });

    it('answers undefined for what is not there', async () => {
      expect(await store.get('none')).toBeUndefined();
      expect(await store.head('none')).toBeUndefined();
    });

    it('keeps an empty body', async () => {
      await store.put('plain/empty', new Uint8Array(0));
      expect((await store.get('plain/empty'))?.body).toHaveLength(0);
      expect((await store.head('plain/empty'))?.size).toBe(0);
    });

    it('replaces, and gives other content another etag', async () => {
      await store.put('plain/twice', bytes('one'));
      const before = await store.head('plain/twice');
      expect(await store.put('plain/twice', bytes('two'))).toBe(true);
      expect(text((await store.get('plain/twice'))?.body)).toBe('two');
      expect((await store.head('plain/twice'))?.etag).not.toBe(before?.etag);
    });

    it('writes a key once under onlyIfAbsent', async () => {
      expect(await store.put('once/a', bytes('first'), { onlyIfAbsent: true })).toBe(true);
      expect(await store.put('once/a', bytes('second'), { onlyIfAbsent: true })).toBe(false);
      expect(text((await store.get('once/a'))?.body)).toBe('first');
      await store.remove('once/a');
      expect(await store.put('once/a', bytes('third'), { onlyIfAbsent: true })).toBe(true);
    });

    it('lets exactly one of 100 concurrent writers have a key', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, by) => store.put('once/race', bytes(String(by)), { onlyIfAbsent: true })),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(text((await store.get('once/race'))?.body)).toBe(String(outcomes.indexOf(true)));
    });

    const awkward = [
      'names/space and  two',
      'names/plus+and&amp;=?#%25',
      'names/quotes\'"<tag>',
      'names/流浪地球/第 1 天.csv',
      'names/é (composed)',
      'names/e\u0301 (decomposed)',
      'names/🎬.json',
      'names/UPPER',
      'names/upper',
      'names/a//b',
      'names/../dots/./x',
      'names/file',
      'names/file/below',
      'names/trailing/',
      `names/${'long-'.repeat(60)}`,
      `names/${'deep/'.repeat(150)}x`,
    ];

    it.each(awkward)('keeps the key %j apart from all others', async (key) => {
      await store.put(key, bytes(`body of ${key}`));
      expect(text((await store.get(key))?.body)).toBe(`body of ${key}`);
    });

    it('lists keys of a prefix in byte order', async () => {
      const keys = await store.list('names/');
      expect(keys).toEqual(awkward.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      for (const key of awkward) expect(text((await store.get(key))?.body)).toBe(`body of ${key}`);
      expect(await store.list('names/upp')).toEqual(['names/upper']);
      expect(await store.list('nothing/')).toEqual([]);
    });

    it('lists beyond one page', async () => {
      const keys = Array.from({ length: 1205 }, (_, index) => `many/${String(index).padStart(5, '0')}`);
      for (let from = 0; from < keys.length; from += 50) {
        await Promise.all(keys.slice(from, from + 50).map((key) => store.put(key, bytes(key))));
      }
      expect(await store.list('many/')).toEqual(keys);
    });

    it('keeps a body of 40 MB', async () => {
      const body = randomBytes(40 * 1024 * 1024);
      await store.put('large/body.bin', body, { onlyIfAbsent: true });
      const found = await store.get('large/body.bin');
      const hash = (part: Uint8Array) => createHash('sha256').update(part).digest('hex');
      expect(hash(found?.body ?? new Uint8Array())).toBe(hash(body));
    });

    it('removes, also what is not there', async () => {
      await store.put('gone/a', bytes('a'));
      await store.remove('gone/a');
      await store.remove('gone/a');
      expect(await store.get('gone/a')).toBeUndefined();
      expect(await store.list('gone/')).toEqual([]);
    });

    it('refuses an empty key as a mistake of the caller', async () => {
      await expect(store.put('', bytes('x'))).rejects.toBeInstanceOf(TypeError);
    });
  });
}
