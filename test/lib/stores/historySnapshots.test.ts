import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { createHistorySnapshots, type SnapshotPart } from '../../../lib/stores/historySnapshots.ts';

/** When the parts are accepted; when matters to one test alone. */
const NOW = 1_000;

const part = (batch: string, order: number, gross: number, stamp = '1'): SnapshotPart => ({
  ...{ batch, order, stamp },
  records: {
    market: 'US',
    films: [
      {
        ...{ filmId: 'f', title: 'F', market: 'US', releaseDate: 20_000, currency: 'USD' },
        ...{ genres: [], directors: [], cast: [] },
      },
    ],
    rows: [
      { filmId: 'f', date: 20_000, values: { gross } },
      { filmId: 'f', date: 20_000 + order, values: { theaters: order } },
    ],
  },
});

function house() {
  const table = createMemoryItemTable(() => 0);
  const objects = createMemoryObjectStore();
  const reads: string[] = [];
  const counted: ObjectStore = {
    ...objects,
    get(key) {
      reads.push(key);
      return objects.get(key);
    },
  };
  const snapshots = createHistorySnapshots(table, counted);
  const gross = async () => {
    const pointer = await snapshots.current('US');
    return (await snapshots.load(pointer?.key ?? '')).rows[0]?.values.gross;
  };
  return { table, objects, reads, snapshots, gross };
}

describe('history snapshots', () => {
  it('moves the pointer by one version per change and not at all for a repeated part', async () => {
    const { snapshots } = house();
    expect(await snapshots.current('US')).toBeUndefined();
    expect(await snapshots.accept(part('a', 1, 10), NOW)).toMatchObject({ version: 1, films: 1, rows: 2 });
    expect(await snapshots.accept(part('a', 1, 10), NOW)).toMatchObject({ version: 1 });
    expect(await snapshots.accept(part('b', 2, 20), NOW)).toMatchObject({ version: 2, rows: 3 });
    expect(await snapshots.current('CN')).toBeUndefined();
  });

  it('goes by the order of batches, not by when they were settled', async () => {
    const { snapshots, gross } = house();
    await snapshots.accept(part('b', 2, 20), NOW);
    await snapshots.accept(part('c', 3, 30), NOW);
    await snapshots.accept(part('a', 1, 10), NOW);
    expect(await gross()).toBe(30);
    expect((await snapshots.current('US'))?.rows).toBe(4);
  });

  it('lets the simulated sample step aside for real history, whichever came first', async () => {
    const made = part('sample', 5, 7);
    const sample: SnapshotPart = {
      ...made,
      records: {
        ...made.records,
        films: made.records.films.map((film) => ({ ...film, filmId: 'sim-us-1' })),
        rows: made.records.rows.map((row) => ({ ...row, filmId: 'sim-us-1' })),
      },
    };
    for (const parts of [
      [sample, part('a', 1, 10)],
      [part('a', 1, 10), sample],
    ]) {
      const { snapshots } = house();
      for (const one of parts) await snapshots.accept(one, NOW);
      const pointer = await snapshots.current('US');
      const { films } = await snapshots.load(pointer?.key ?? '');
      expect(films.map(({ filmId }) => filmId)).toEqual(['f']);
    }
  });

  it('replaces a batch’s own part by a later one and never by an earlier one', async () => {
    const { snapshots, gross } = house();
    await snapshots.accept(part('a', 1, 10, '1'), NOW);
    await snapshots.accept(part('a', 1, 11, '3'), NOW);
    await snapshots.accept(part('a', 1, 12, '2'), NOW);
    expect(await gross()).toBe(11);
  });

  it('merges a new last batch into the snapshot at hand instead of reading all batches again', async () => {
    const { snapshots, reads } = house();
    for (let i = 1; i <= 20; i++) await snapshots.accept(part(`b${String(i).padStart(2, '0')}`, i, i), NOW);
    reads.length = 0;
    await snapshots.accept(part('b21', 21, 21), NOW);
    // Its own part, and the snapshot before it; and when it settles a second time, the same two.
    expect(reads.length).toBeLessThanOrEqual(2);
    reads.length = 0;
    await snapshots.accept(part('b21', 21, 22, '2'), NOW);
    expect(reads.length).toBeLessThanOrEqual(2);
  });

  it('loads a key once, and again after a failure', async () => {
    const { snapshots, reads, objects, table } = house();
    const pointer = await snapshots.accept(part('a', 1, 10), NOW);
    const other = createHistorySnapshots(table, objects);
    await expect(other.load('snapshots/US/none.bin.gz')).rejects.toThrow(/snapshot-broken/);
    const saved = await objects.get(pointer.key);
    await objects.put(pointer.key, new Uint8Array([0x1f, 0x8b, 1]));
    await expect(other.load(pointer.key)).rejects.toThrow(/snapshot-broken/);
    await objects.put(pointer.key, saved?.body ?? new Uint8Array());
    expect((await other.load(pointer.key)).rows).toHaveLength(2);
    reads.length = 0;
    await Promise.all([snapshots.load(pointer.key), snapshots.load(pointer.key)]);
    expect(reads.length).toBe(1);
  });

  it('keeps every row of twenty batches accepted at the same time by stores of their own', async () => {
    const { table, objects, snapshots } = house();
    const parts = Array.from({ length: 20 }, (_, i) => part(`b${i}`, i + 1, i));
    await Promise.all(parts.map((one) => createHistorySnapshots(table, objects).accept(one, NOW)));
    expect((await snapshots.current('US'))?.rows).toBe(21);
  });
});
