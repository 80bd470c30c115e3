import type { Item, ItemTable, WriteCondition } from '../../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../../lib/ports/objectStore.ts';

/** A write as it was asked for. */
export type Write =
  | { readonly kind: 'object'; readonly key: string; readonly body: Uint8Array; readonly onlyIfAbsent: boolean }
  | { readonly kind: 'item'; readonly item: Item; readonly condition: WriteCondition | undefined };

/** What happens around writes; either may never come back, as in a process that dies. */
export interface WriteHooks {
  before(write: Write): Promise<void>;
  after(write: Write): Promise<void>;
}

export interface Stores {
  readonly table: ItemTable;
  readonly objects: ObjectStore;
}

/** The same stores with hooks around their writes. A training run removes nothing, so removing is refused. */
export function withHooks({ table, objects }: Stores, hooks: WriteHooks): Stores {
  const around = async <Result>(write: Write, work: () => Promise<Result>): Promise<Result> => {
    await hooks.before(write);
    const result = await work();
    await hooks.after(write);
    return result;
  };
  const refuse = async () => {
    throw new Error('a training run removes nothing');
  };
  return {
    table: {
      ...table,
      put: (item, condition) => around({ kind: 'item', item, condition }, () => table.put(item, condition)),
      remove: refuse,
    },
    objects: {
      ...objects,
      put: (key, body, options) => {
        const onlyIfAbsent = options?.onlyIfAbsent ?? false;
        return around({ kind: 'object', key, body, onlyIfAbsent }, () => objects.put(key, body, options));
      },
      remove: refuse,
    },
  };
}

/** Repeats writes on other stores. */
export async function repeat(writes: readonly Write[], { table, objects }: Stores): Promise<void> {
  for (const write of writes) {
    if (write.kind === 'item') await table.put(write.item, write.condition);
    else await objects.put(write.key, write.body, { onlyIfAbsent: write.onlyIfAbsent });
  }
}
