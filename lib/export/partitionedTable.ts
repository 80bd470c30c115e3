import { type Day, formatDay } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { type Column, writeParquet } from './parquetTable.ts';

/** A table in the making, in parts by market and local day, laid out as Hive does. */
export interface PartitionedTable<Row> {
  add(market: Market, day: Day, row: Row): Promise<void>;
  /** Writes what is held. @returns how many rows the table has */
  end(): Promise<number>;
}

export interface PartitionedTableOptions<Row> {
  /** Its folder. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly write: (name: string, body: Uint8Array) => Promise<void>;
  /** How many rows are held in memory before all parts are written out; default 200,000. */
  readonly mostHeld?: number;
}

/** Market and day stand in the folders' names and not in the files, as Athena, Spark and DuckDB expect. */
const folderOf = (table: string, market: Market, day: Day) => `${table}/market=${market}/date=${formatDay(day)}`;

/** Collects rows and writes each partition as `part-0.parquet`, and as further parts where it has more rows than are held. */
export function createPartitionedTable<Row>(options: PartitionedTableOptions<Row>): PartitionedTable<Row> {
  const { name, columns, write, mostHeld = 200_000 } = options;
  const held = new Map<string, Row[]>();
  const parts = new Map<string, number>();
  let [count, waiting] = [0, 0];

  const writeAll = async () => {
    for (const [folder, rows] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const part = parts.get(folder) ?? 0;
      await write(`${folder}/part-${part}.parquet`, writeParquet(columns, rows));
      parts.set(folder, part + 1);
    }
    held.clear();
    waiting = 0;
  };

  return {
    async add(market, day, row) {
      const folder = folderOf(name, market, day);
      const rows = held.get(folder) ?? [];
      held.set(folder, rows);
      rows.push(row);
      count++;
      if (++waiting >= mostHeld) await writeAll();
    },
    async end() {
      await writeAll();
      return count;
    },
  };
}
