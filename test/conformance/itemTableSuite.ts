import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item, ItemTable } from '../../lib/ports/itemTable.ts';

/** An empty table whose adapter reads the given clock. */
export type OpenTable = (clock: () => number) => Promise<{ readonly table: ItemTable; close(): Promise<void> }>;

/** What every ItemTable must do, whichever store is behind it. */
export function describeItemTable(name: string, open: OpenTable): void {
  describe(name, () => {
    let moment = Date.now();
    let table: ItemTable;
    let close = async () => {};
    let partition = 0;
    const fresh = () => `partition ${partition++}`;
    const seconds = () => Math.floor(moment / 1000);

    beforeAll(async () => {
      ({ table, close } = await open(() => moment));
    });
    afterAll(() => close());

    it('returns a record as it was put, of every kind of value', async () => {
      const item: Item = {
        pk: fresh(),
        sk: 'all',
        text: '流浪地球 🎬',
        empty: '',
        whole: -9_007_199_254_740_991,
        fraction: 0.1,
        yes: true,
        no: false,
        nothing: null,
        bytes: Uint8Array.of(0, 1, 255),
        list: [1, 'two', [3], { four: 4 }],
        map: { a: { b: ['c', null] } },
      };
      expect(await table.put(item)).toBe(true);
      expect(await table.get(item.pk, 'all')).toEqual(item);
    });

    it('answers undefined for a record that was never put', async () => {
      expect(await table.get(fresh(), 'none')).toBeUndefined();
    });

    it('replaces the whole record', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', old: 1, kept: 1 });
      await table.put({ pk, sk: 'a', kept: 2 });
      expect(await table.get(pk, 'a')).toEqual({ pk, sk: 'a', kept: 2 });
    });

    it('leaves attributes out that are undefined', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', missing: undefined });
      expect(Object.keys((await table.get(pk, 'a')) ?? {}).sort()).toEqual(['pk', 'sk']);
    });

    it('does not share memory with its callers', async () => {
      const pk = fresh();
      const list = [1];
      await table.put({ pk, sk: 'a', list });
      list.push(2);
      const read = (await table.get(pk, 'a'))?.['list'];
      if (Array.isArray(read)) read.push(3);
      expect(await table.get(pk, 'a')).toEqual({ pk, sk: 'a', list: [1] });
    });

    it.each([
      ['an empty key', { pk: '', sk: 'a' }],
      ['a sort key over 1,024 bytes', { pk: 'p', sk: '界'.repeat(342) }],
      ['NaN', { pk: 'p', sk: 'a', value: Number.NaN }],
      ['an infinity inside a list', { pk: 'p', sk: 'a', value: [Number.POSITIVE_INFINITY] }],
      ['an integer beyond 2^53', { pk: 'p', sk: 'a', value: 2 ** 60 }],
      ['an expiry in fractions of a second', { pk: 'p', sk: 'a', ttl: 1.5 }],
    ])('refuses %s as a mistake of the caller', async (_, item) => {
      await expect(table.put(item as Item)).rejects.toBeInstanceOf(TypeError);
    });

    it('puts under `absent` once', async () => {
      const pk = fresh();
      expect(await table.put({ pk, sk: 'a', by: 1 }, { absent: true })).toBe(true);
      expect(await table.put({ pk, sk: 'a', by: 2 }, { absent: true })).toBe(false);
      expect(await table.get(pk, 'a')).toEqual({ pk, sk: 'a', by: 1 });
    });

    it('lets exactly one of 100 concurrent conditional puts win', async () => {
      const pk = fresh();
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, by) => table.put({ pk, sk: 'lock', by }, { absent: true })),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect((await table.get(pk, 'lock'))?.['by']).toBe(outcomes.indexOf(true));
    });

    it('never loses an update when writers advance a version number', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'pointer', version: 0 });
      const advance = async (): Promise<void> => {
        const version = Number((await table.get(pk, 'pointer'))?.['version']);
        const won = await table.put({ pk, sk: 'pointer', version: version + 1 }, { equals: { version } });
        if (!won) await advance();
      };
      await Promise.all(Array.from({ length: 20 }, advance));
      expect((await table.get(pk, 'pointer'))?.['version']).toBe(20);
    });

    it('compares `equals` by value and type, and needs the record', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', text: 'x', count: 1, done: false });
      const holds = (equals: Record<string, string | number | boolean>) => table.put({ pk, sk: 'b' }, { equals });
      expect(await holds({ text: 'x' })).toBe(false);
      const again = (equals: Record<string, string | number | boolean>) =>
        table.put({ pk, sk: 'a', text: 'x', count: 1, done: false }, { equals });
      expect(await again({ text: 'x', count: 1, done: false })).toBe(true);
      expect(await again({})).toBe(true);
      expect(await again({ text: 'y' })).toBe(false);
      expect(await again({ count: '1' })).toBe(false);
      expect(await again({ other: 1 })).toBe(false);
    });

    it('writes under `absentOrLess` only forwards', async () => {
      const pk = fresh();
      const put = (sequence: string) =>
        table.put({ pk, sk: 'a', sequence }, { absentOrLess: { attribute: 'sequence', than: sequence } });
      expect(await put('0b')).toBe(true);
      expect(await put('0a')).toBe(false);
      expect(await put('0b')).toBe(false);
      expect(await put('0c')).toBe(true);
      await table.put({ pk, sk: 'plain' });
      const condition = { absentOrLess: { attribute: 'sequence', than: 5 } };
      expect(await table.put({ pk, sk: 'plain', sequence: 5 }, condition)).toBe(true);
      expect(await table.put({ pk, sk: 'plain', sequence: 4 }, condition)).toBe(false);
      expect(await table.put({ pk, sk: 'a' }, condition)).toBe(false); // text and number do not compare
    });

    it('needs all parts of a condition to hold', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', owner: 'me', version: 3 });
      const put = (owner: string, than: number) =>
        table.put(
          { pk, sk: 'a', owner: 'me', version: 3 },
          { equals: { owner }, absentOrLess: { attribute: 'version', than } },
        );
      expect(await put('me', 4)).toBe(true);
      expect(await put('you', 4)).toBe(false);
      expect(await put('me', 3)).toBe(false);
    });

    it('treats an expired record as absent everywhere', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', ttl: seconds() + 60, version: 9 });
      expect((await table.get(pk, 'a'))?.['version']).toBe(9);
      expect(await table.put({ pk, sk: 'a' }, { absent: true })).toBe(false);
      moment += 60_000;
      expect(await table.get(pk, 'a')).toBeUndefined();
      expect((await table.query(pk)).items).toEqual([]);
      expect(await table.put({ pk, sk: 'a' }, { equals: { version: 9 } })).toBe(false);
      expect(await table.remove(pk, 'a', { equals: { version: 9 } })).toBe(false);
      const less = { absentOrLess: { attribute: 'version', than: 1 } };
      expect(await table.put({ pk, sk: 'a', ttl: seconds() + 60, version: 1 }, less)).toBe(true);
      moment += 60_000;
      expect(await table.put({ pk, sk: 'a', version: 2 }, { absent: true })).toBe(true);
      expect(await table.get(pk, 'a')).toEqual({ pk, sk: 'a', version: 2 });
    });

    it('removes, also what is not there, and keeps what a condition protects', async () => {
      const pk = fresh();
      await table.put({ pk, sk: 'a', owner: 'me' });
      expect(await table.remove(pk, 'a', { equals: { owner: 'you' } })).toBe(false);
      expect(await table.remove(pk, 'a', { equals: { owner: 'me' } })).toBe(true);
      expect(await table.remove(pk, 'a')).toBe(true);
      expect(await table.remove(pk, 'a', { equals: { owner: 'me' } })).toBe(false);
      expect(await table.get(pk, 'a')).toBeUndefined();
    });

    it('lists one partition in the byte order of its sort keys', async () => {
      const pk = fresh();
      const keys = ['b', 'a', 'B', '界', 'é', 'a#2', 'a#10', '🎬', '\uffee', ' ', '~'];
      for (const sk of keys) await table.put({ pk, sk });
      await table.put({ pk: `${pk}+`, sk: 'other' });
      const { items } = await table.query(pk);
      const expected = keys.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
      expect(items.map((item) => item.sk)).toEqual(expected);
      const descending = await table.query(pk, { descending: true });
      expect(descending.items.map((item) => item.sk)).toEqual(expected.toReversed());
      expect((await table.query(pk, { prefix: 'a#' })).items.map((item) => item.sk)).toEqual(['a#10', 'a#2']);
    });

    it('pages through everything once, whatever the limit, direction, prefix and expiries', async () => {
      const pk = fresh();
      const keys = Array.from(
        { length: 23 },
        (_, index) => `${index % 2 ? 'odd' : 'even'}#${String(index).padStart(3, '0')}`,
      );
      const dead = (sk: string) => Number(sk.slice(-3)) % 5 === 0;
      for (const sk of keys) await table.put({ pk, sk, ...(dead(sk) && { ttl: seconds() + 1 }) });
      moment += 2_000;
      const anyPrefix = fc.constantFrom('', 'odd#', 'even#', 'none#');
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 25 }),
          fc.boolean(),
          anyPrefix,
          async (limit, descending, prefix) => {
            const live = keys.filter((sk) => sk.startsWith(prefix) && !dead(sk)).sort();
            const seen: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await table.query(pk, { limit, descending, prefix, ...(cursor && { cursor }) });
              if (page.cursor !== undefined) expect(page.items).toHaveLength(limit);
              seen.push(...page.items.map((item) => item.sk));
              cursor = page.cursor;
            } while (cursor !== undefined);
            expect(seen).toEqual(descending ? live.toReversed() : live);
          },
        ),
        { seed: 20260, numRuns: 25 },
      );
    });

    it('gives at most 100 records when no limit is named, and pages beyond a megabyte', async () => {
      const pk = fresh();
      const filler = 'x'.repeat(20_000);
      await Promise.all(Array.from({ length: 101 }, (_, index) => table.put({ pk, sk: String(index + 100), filler })));
      const first = await table.query(pk);
      expect(first.items).toHaveLength(100);
      const rest = await table.query(pk, { cursor: first.cursor ?? '' });
      expect(rest.items.map((item) => item.sk)).toEqual(['200']);
      expect(rest.cursor).toBeUndefined();
    });

    it.each(['', 'nonsense!', 'YQ==', Buffer.from('elsewhere').toString('base64url')])(
      'refuses the cursor %j that it did not give',
      async (cursor) => {
        await expect(table.query(fresh(), { prefix: 'film#', cursor })).rejects.toMatchObject({ code: 'store.cursor' });
      },
    );

    it('refuses a limit below one', async () => {
      await expect(table.query(fresh(), { limit: 0 })).rejects.toBeInstanceOf(RangeError);
    });
  });
}
