import { AppError } from '../../../lib/errors/appError.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';

/** How a store behaves at present; a test changes it while the store is in use. */
export interface Faults {
  /** Every operation fails at once. */
  down: boolean;
  /** Every operation takes this long, ms. */
  slowMs: number;
  /** Operations asked for so far. */
  calls: number;
}

export const noFaults = (): Faults => ({ down: false, slowMs: 0, calls: 0 });

async function suffer(faults: Faults, operation: string): Promise<void> {
  faults.calls++;
  if (faults.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.slowMs));
  if (faults.down) throw new AppError('store.unavailable', { operation });
}

/** A real table, each operation of which may fail or be slow first. */
export function faultyTable(table: ItemTable, faults: Faults): ItemTable {
  return {
    get: async (pk, sk) => suffer(faults, 'get').then(() => table.get(pk, sk)),
    put: async (item, condition) => suffer(faults, 'put').then(() => table.put(item, condition)),
    remove: async (pk, sk, condition) => suffer(faults, 'remove').then(() => table.remove(pk, sk, condition)),
    query: async (pk, options) => suffer(faults, 'query').then(() => table.query(pk, options)),
  };
}

/** A real object store, each operation of which may fail or be slow first. */
export function faultyObjects(objects: ObjectStore, faults: Faults): ObjectStore {
  return {
    get: async (key) => suffer(faults, 'get').then(() => objects.get(key)),
    head: async (key) => suffer(faults, 'head').then(() => objects.head(key)),
    put: async (key, body, options) => suffer(faults, 'put').then(() => objects.put(key, body, options)),
    list: async (prefix) => suffer(faults, 'list').then(() => objects.list(prefix)),
    remove: async (key) => suffer(faults, 'remove').then(() => objects.remove(key)),
  };
}
