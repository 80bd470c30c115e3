import type { SourceReading } from '../collect/reading.ts';
import type { FilmMention } from '../ports/filmResolver.ts';
import type { Item, ItemTable, ItemValue } from '../ports/itemTable.ts';

/** What one slot said about a film that is not identified yet. */
interface UnresolvedReadings {
  readonly source: string;
  readonly slot: number;
  readonly mention: FilmMention;
  readonly readings: readonly SourceReading[];
  /** Key of the raw answer they stand in. */
  readonly raw: string;
}

export interface UnresolvedStore {
  keep(unresolved: UnresolvedReadings): Promise<void>;
  /** All that waits for one film of a source, by slots. */
  of(source: string, providerId: string): Promise<readonly UnresolvedReadings[]>;
  /** In the order of provider ids, then of slots. */
  list(
    source: string,
    options?: { readonly limit?: number; readonly cursor?: string },
  ): Promise<{ readonly unresolved: readonly UnresolvedReadings[]; readonly cursor?: string }>;
  remove(unresolved: UnresolvedReadings): Promise<void>;
}

const listOf = (source: string) => `unresolved#${source}`;
const keyOf = ({ mention, slot }: UnresolvedReadings) => `${mention.providerId}#${new Date(slot).toISOString()}`;

/** Readings that wait until their film is known; nothing is lost and nothing guessed. */
export function createUnresolvedReadings(table: ItemTable): UnresolvedStore {
  return {
    async keep(unresolved) {
      const content = unresolved as unknown as { readonly [key: string]: ItemValue };
      await table.put({ pk: listOf(unresolved.source), sk: keyOf(unresolved), content });
    },
    async of(source, providerId) {
      const found: UnresolvedReadings[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.query(listOf(source), {
          prefix: `${providerId}#`,
          ...(cursor !== undefined && { cursor }),
        });
        found.push(...page.items.map(toUnresolved));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    },
    async list(source, options = {}) {
      const { items, cursor } = await table.query(listOf(source), options);
      return { unresolved: items.map(toUnresolved), ...(cursor !== undefined && { cursor }) };
    },
    async remove(unresolved) {
      await table.remove(listOf(unresolved.source), keyOf(unresolved));
    },
  };
}

// Only this store writes these records.
const toUnresolved = ({ content }: Item) => content as unknown as UnresolvedReadings;
