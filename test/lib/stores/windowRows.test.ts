import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createWindowRows } from '../../../lib/stores/windowRows.ts';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';
import { at } from '../windows/reading.ts';

const row = (start: number, count: number): WindowRow => ({
  ...{ market: 'CN', filmId: 'A', start, end: start + 3_600_000, presaleGross: 10 * count, presaleTickets: 0 },
  ...{ count, lastEventAt: start },
});
const setup = () => createWindowRows(createMemoryItemTable(() => 0));
/** What a batch makes of film A. */
const emission = (batch: number, open: readonly WindowRow[], closed: readonly WindowRow[] = []) => {
  const version = String(batch).padStart(15, '0');
  return {
    open: open.length > 0 ? [{ market: 'CN', filmId: 'A', version, rows: open } as const] : [],
    closed: [{ version, rows: closed }],
  };
};

describe('the windows of films', () => {
  it('are read the latest first, and say which are closed', async () => {
    const windows = setup();
    await windows.upsert(emission(1, [row(at(9, 45), 1), row(at(10), 2)]));
    await windows.upsert(emission(2, [row(at(10), 3)], [row(at(9, 45), 1)]));
    expect((await windows.list('CN', 'A')).windows).toEqual([
      { ...row(at(10), 3), closed: false },
      { ...row(at(9, 45), 1), closed: true },
    ]);
    expect((await windows.list('CN', 'B')).windows).toEqual([]);
    expect((await windows.list('US', 'A')).windows).toEqual([]);
  });

  it('are told once when they have closed since the film changed last', async () => {
    const windows = setup();
    await windows.upsert(emission(1, [row(at(9, 45), 1), row(at(10), 2)]));
    await windows.upsert(emission(2, [], [row(at(9, 45), 1)]));
    expect((await windows.list('CN', 'A')).windows.map(({ start, closed }) => [start, closed])).toEqual([
      [at(10), false],
      [at(9, 45), true],
    ]);
  });

  it('keep the figures of a later version when an earlier one is written again', async () => {
    const windows = setup();
    await windows.upsert(emission(10, [row(at(10), 5)], [row(at(9), 7)]));
    await windows.upsert(emission(9, [row(at(10), 4)], [row(at(9), 6)]));
    expect((await windows.list('CN', 'A')).windows.map(({ count }) => count)).toEqual([5, 7]);
  });

  it('come page by page, each once', async () => {
    const windows = setup();
    const closed = Array.from({ length: 10 }, (_, index) => row(at(0, 15 * index), index));
    await windows.upsert(emission(1, [row(at(3), 99)], closed));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await windows.list('CN', 'A', { limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.windows.map(({ count }) => count));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([99, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });
});
