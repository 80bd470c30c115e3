import type { Item, ItemTable } from '../ports/itemTable.ts';

/** What became of one slot of one source. */
export interface SignalSlot {
  readonly source: string;
  /** The scheduled moment, ms since the epoch. */
  readonly slot: number;
  readonly status:
    | 'collected'
    /** Some of its requests failed; they are asked again when the slot is started again. */
    | 'partial'
    /** Nothing came: unknown, never zero. */
    | 'missing'
    /** The source says that it has nothing, or nothing that is new. */
    | 'nothing-new'
    /** No film of the slot is known to the source. */
    | 'nothing-to-ask';
  /** When it was done, ms since the epoch. */
  readonly at: number;
  readonly requests: number;
  readonly failed: number;
  readonly events: number;
  /** Readings of films that are not identified yet; they are kept. */
  readonly unresolved: number;
  /** Values that were left out. */
  readonly issues: number;
  /** The first few issues, or the reason why requests failed. */
  readonly notes: readonly string[];
}

export interface SignalSlots {
  get(source: string, slot: number): Promise<SignalSlot | undefined>;
  record(slot: SignalSlot): Promise<void>;
  /** The latest first. */
  list(source: string, limit?: number): Promise<readonly SignalSlot[]>;
}

const slotsOf = (source: string) => `signal-slot#${source}`;
const keyOf = (slot: number) => new Date(slot).toISOString();

/** Slots by the moment they were scheduled for. */
export function createSignalSlots(table: ItemTable): SignalSlots {
  return {
    async get(source, slot) {
      const item = await table.get(slotsOf(source), keyOf(slot));
      return item && toSlot(item);
    },
    async record(slot) {
      await table.put({ pk: slotsOf(slot.source), sk: keyOf(slot.slot), ...slot });
    },
    async list(source, limit = 50) {
      const { items } = await table.query(slotsOf(source), { descending: true, limit });
      return items.map(toSlot);
    },
  };
}

// Only this store writes these records.
const toSlot = ({ pk: _pk, sk: _sk, ...slot }: Item) => slot as unknown as SignalSlot;
