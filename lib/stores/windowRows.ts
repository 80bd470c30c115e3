import type { Market } from '../film/market.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { WindowRow } from '../windows/windowRow.ts';
import { inParallel } from './inParallel.ts';

interface WindowPage {
  readonly windows: readonly WindowRow[];
  readonly cursor?: string;
}

export interface WindowRows {
  /**
   * Writes windows by (film, start, end). A row that was written under the same version or a later one stays, so that
   * whoever repeats an emission late does not bring old figures back.
   * @param version texts of equal length, rising with every emission of a film
   */
  upsert(rows: readonly WindowRow[], version: string): Promise<void>;
  /** Windows of a film, the latest first. */
  list(market: Market, filmId: string, options?: { limit?: number; cursor?: string }): Promise<WindowPage>;
}

const WIDTH = 32;
const partition = (market: Market, filmId: string) => `windows#${market}#${filmId}`;
const moment = (ms: number) => String(ms).padStart(15, '0');

/** The windows of every film in the signals table: one record each. */
export function createWindowRows(table: ItemTable): WindowRows {
  return {
    async upsert(rows, version) {
      await inParallel(rows, WIDTH, (row) => {
        const key = { pk: partition(row.market, row.filmId), sk: `${moment(row.start)}#${moment(row.end)}` };
        return table.put({ ...key, version, ...row } as unknown as Item, {
          absentOrLess: { attribute: 'version', than: version },
        });
      });
    },

    async list(market, filmId, { limit = 50, cursor } = {}) {
      const options = { descending: true, limit, ...(cursor === undefined ? {} : { cursor }) };
      const page = await table.query(partition(market, filmId), options);
      const windows = page.items.map(toRow);
      return page.cursor === undefined ? { windows } : { windows, cursor: page.cursor };
    },
  };
}

function toRow({ pk: _pk, sk: _sk, ttl: _ttl, version: _version, ...row }: Item): WindowRow {
  return row as unknown as WindowRow; // only `upsert` writes these records
}
