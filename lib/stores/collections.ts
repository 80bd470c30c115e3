import type { Item, ItemTable } from '../ports/itemTable.ts';

/** What was last taken of one file of a source. */
export interface CollectedFile {
  readonly tag: string;
  readonly hash: string;
}

/** What became of one slot of the schedule; missing = the source failed, which says nothing about the market. */
export interface SlotRecord {
  readonly slot: string;
  readonly status: 'collected' | 'unchanged' | 'missing';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly batch?: string;
  readonly reason?: string;
}

export interface Collections {
  known(source: string): Promise<Readonly<Record<string, CollectedFile>>>;
  remember(source: string, files: Readonly<Record<string, CollectedFile>>): Promise<void>;
  slot(slot: string): Promise<SlotRecord | undefined>;
  recordSlot(record: SlotRecord): Promise<void>;
  /** The latest slots first. */
  slots(limit?: number): Promise<readonly SlotRecord[]>;
}

const SOURCES = 'collect-source';
const SLOTS = 'collect-slot';

/** Collected slots in the operations table. */
export function createCollections(table: ItemTable): Collections {
  return {
    async known(source) {
      const item = await table.get(SOURCES, source);
      return (item?.['files'] ?? {}) as unknown as Record<string, CollectedFile>;
    },
    async remember(source, files) {
      await table.put({ pk: SOURCES, sk: source, files: { ...files } } as unknown as Item);
    },
    async slot(slot) {
      const item = await table.get(SLOTS, slot);
      return item && toRecord(item);
    },
    async recordSlot(record) {
      await table.put({ pk: SLOTS, sk: record.slot, ...record });
    },
    async slots(limit = 50) {
      const { items } = await table.query(SLOTS, { descending: true, limit });
      return items.map(toRecord);
    },
  };
}

// Only this store writes these records.
const toRecord = ({ pk: _pk, sk: _sk, ...record }: Item) => record as unknown as SlotRecord;
