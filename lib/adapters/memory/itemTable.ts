import type { Clock } from '../../ports/clock.ts';
import type { Item, ItemTable, WriteCondition } from '../../ports/itemTable.ts';
import { decodeCursor, encodeCursor } from '../pageCursor.ts';
import { storableItem } from '../storableItem.ts';

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * An ItemTable in the memory of this process, for tests and for commands that work on files alone.
 * @param clock decides which records have expired
 */
export function createMemoryItemTable(clock: Clock): ItemTable {
  const partitions = new Map<string, Map<string, Item>>();

  const live = (pk: string, sk: string): Item | undefined => {
    const item = partitions.get(pk)?.get(sk);
    return item === undefined || (item.ttl !== undefined && item.ttl * 1000 <= clock()) ? undefined : item;
  };

  return {
    async get(pk, sk) {
      const item = live(pk, sk);
      return item && storableItem(item);
    },
    async put(item, condition) {
      const stored = storableItem(item);
      if (!holds(live(item.pk, item.sk), condition)) return false;
      const partition = partitions.get(item.pk) ?? new Map<string, Item>();
      partitions.set(item.pk, partition.set(item.sk, stored));
      return true;
    },
    async remove(pk, sk, condition) {
      if (!holds(live(pk, sk), condition)) return false;
      partitions.get(pk)?.delete(sk);
      return true;
    },
    async query(pk, { prefix = '', descending = false, limit = 100, cursor } = {}) {
      if (!(limit >= 1)) throw new RangeError(`limit must be at least 1, got ${limit}`);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, prefix);
      const direction = descending ? -1 : 1;
      const keys = [...(partitions.get(pk)?.keys() ?? [])]
        .filter((sk) => sk.startsWith(prefix) && (after === undefined || byBytes(sk, after) * direction > 0))
        .sort((a, b) => byBytes(a, b) * direction);
      const found = keys.flatMap((sk) => live(pk, sk) ?? []);
      const items = found.slice(0, limit).map(storableItem);
      const last = items.at(-1);
      return found.length > limit && last ? { items, cursor: encodeCursor(last.sk) } : { items };
    },
  };
}

function holds(item: Item | undefined, condition: WriteCondition = {}): boolean {
  const { absent, equals, absentOrLess } = condition;
  if (absent && item) return false;
  if (equals && !(item && Object.entries(equals).every(([name, value]) => item[name] === value))) return false;
  return !absentOrLess || !item || isLess(item[absentOrLess.attribute], absentOrLess.than);
}

function isLess(value: Item[string], than: string | number): boolean {
  if (value === undefined) return true;
  if (typeof value === 'number' && typeof than === 'number') return value < than;
  return typeof value === 'string' && typeof than === 'string' && byBytes(value, than) < 0;
}
