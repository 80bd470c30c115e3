import type { Market } from '../film/market.ts';
import type { Item, ItemTable, ItemValue } from '../ports/itemTable.ts';
import type { ClosedWindows } from '../windows/applyChange.ts';
import type { WindowRow } from '../windows/windowRow.ts';
import { inParallel } from './inParallel.ts';

/** The windows of one film that may still change, all of them. */
export interface OpenWindows {
  readonly market: Market;
  readonly filmId: string;
  /** Of the film; texts of equal length, rising with every change of it. */
  readonly version: string;
  readonly rows: readonly WindowRow[];
}

/** A window as it is read. */
export interface ReadWindow extends WindowRow {
  /** Whether it changes no more: until then its figures are those of a part of an hour. */
  readonly closed: boolean;
}

interface WindowPage {
  readonly windows: readonly ReadWindow[];
  readonly cursor?: string;
}

export interface WindowRows {
  /**
   * Writes windows by (film, start, end). What was written under the same version or a later one stays, so that whoever
   * repeats an emission late, or holds an old copy of a film, does not bring old figures back.
   */
  upsert(windows: { readonly open: readonly OpenWindows[]; readonly closed: readonly ClosedWindows[] }): Promise<void>;
  /**
   * Windows of a film, the latest first.
   * @param options.limit of closed windows; the first page has the open ones besides, a handful
   */
  list(market: Market, filmId: string, options?: { limit?: number; cursor?: string }): Promise<WindowPage>;
}

const WIDTH = 32;
const OPEN = 'open';
const CLOSED = 'closed#';
const partition = (market: Market, filmId: string) => `windows#${market}#${filmId}`;
const moment = (ms: number) => String(ms).padStart(15, '0');

/**
 * The windows of every film in the signals table: one record each when closed, and one record for all that are open,
 * because a batch changes most of these at once.
 */
export function createWindowRows(table: ItemTable): WindowRows {
  const put = (item: Item & { readonly version: string }) =>
    table.put(item, { absentOrLess: { attribute: 'version', than: item.version } });

  return {
    async upsert({ open, closed }) {
      const items = [
        ...open.map(({ market, filmId, version, rows }) => ({
          ...{ pk: partition(market, filmId), sk: OPEN, version },
          windows: rows.map((row) => ({ ...row }) as unknown as ItemValue),
        })),
        ...closed.flatMap(({ version, rows }) => rows.map((row) => closedItem(row, version))),
      ];
      await inParallel(items, WIDTH, put);
    },

    async list(market, filmId, { limit = 50, cursor } = {}) {
      const pk = partition(market, filmId);
      const options = { prefix: CLOSED, descending: true, limit, ...(cursor === undefined ? {} : { cursor }) };
      const [present, page] = await Promise.all([
        cursor === undefined ? table.get(pk, OPEN) : undefined,
        table.query(pk, options),
      ]);
      const closed = page.items.map(toClosed);
      // Windows close in the order of their starts; the record of open ones is left as it is until the film changes.
      const from = closed[0]?.start ?? Number.NEGATIVE_INFINITY;
      const open = toOpen(present).filter(({ start }) => start > from);
      const windows = [...open.toReversed(), ...closed];
      return page.cursor === undefined ? { windows } : { windows, cursor: page.cursor };
    },
  };
}

function closedItem(row: WindowRow, version: string) {
  const sk = `${CLOSED}${moment(row.start)}#${moment(row.end)}`;
  return { pk: partition(row.market, row.filmId), sk, version, ...row };
}

// Only `upsert` writes these records.
function toClosed({ pk: _pk, sk: _sk, ttl: _ttl, version: _version, ...row }: Item): ReadWindow {
  return { ...(row as unknown as WindowRow), closed: true };
}

function toOpen(item: Item | undefined): readonly ReadWindow[] {
  const rows = (item?.['windows'] ?? []) as unknown as readonly WindowRow[];
  return rows.map((row) => ({ ...row, closed: false }));
}
