import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import type { Item } from '../../../lib/ports/itemTable.ts';
import { POINTER, pointerAt, replacePointer } from '../../../lib/stores/pointerChanges.ts';

const setup = () => createMemoryItemTable(() => 0);
const pointer = (version: number, since: number, parts: object = {}): Item => ({
  ...{ pk: 'p', sk: POINTER, version, since },
  ...parts,
});

describe('a pointer that keeps its versions', () => {
  it('tells how it stood at any instant', async () => {
    const table = setup();
    const [one, two, three] = [pointer(1, 100), pointer(2, 200), pointer(3, 300)];
    expect(await replacePointer(table, one, undefined)).toBe(true);
    expect(await replacePointer(table, two, one)).toBe(true);
    expect(await replacePointer(table, three, two)).toBe(true);
    const version = async (instant: number) => (await pointerAt(table, 'p', instant))?.['version'];
    expect(await Promise.all([99, 100, 199, 200, 299, 300, 9_999].map(version))).toEqual([undefined, 1, 1, 2, 2, 3, 3]);
  });

  it('changes nothing for whoever was slower', async () => {
    const table = setup();
    const one = pointer(1, 100);
    await replacePointer(table, one, undefined);
    expect(await replacePointer(table, pointer(1, 50, { by: 'slow' }), undefined)).toBe(false);
    await replacePointer(table, pointer(2, 200), one);
    expect(await replacePointer(table, pointer(2, 150, { by: 'slow' }), one)).toBe(false);
    expect(await pointerAt(table, 'p', 170)).toMatchObject({ version: 1 });
    expect((await pointerAt(table, 'p', 999))?.['by']).toBeUndefined();
  });

  it('keeps a version that was lost to a crash with the next one, and believes one from before changes were kept', async () => {
    const table = setup();
    const old: Item = { pk: 'p', sk: POINTER, version: 7 };
    await table.put(old); // written without a change beside it, and without a time
    expect(await pointerAt(table, 'p', 5)).toMatchObject({ version: 7 });
    await replacePointer(table, pointer(8, 800), old);
    expect(await pointerAt(table, 'p', 799)).toMatchObject({ version: 7 });
  });
});
