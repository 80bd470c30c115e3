import type { Market } from '../film/market.ts';
import { type ProviderFilm, providerKey, type WaitingMention } from '../identity/filmLink.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';

interface WaitingPage {
  readonly waiting: readonly WaitingMention[];
  readonly cursor?: string;
}

/** Mentions of films that wait for a person. */
export interface IdentityReview {
  /** Puts a mention on the list; one that waits already keeps its place, and is written only when it changed. */
  wait(waiting: WaitingMention): Promise<void>;
  find(film: ProviderFilm): Promise<WaitingMention | undefined>;
  /** Takes a mention off the list, whether or not it was there. */
  settle(film: ProviderFilm): Promise<void>;
  list(options?: { readonly market?: Market; readonly limit?: number; readonly cursor?: string }): Promise<WaitingPage>;
}

const LIST = 'identity-review';

/** The review list, in the films table. */
export function createIdentityReview(table: ItemTable): IdentityReview {
  const find = async (film: ProviderFilm) => {
    const item = await table.get(LIST, providerKey(film));
    return item && toWaiting(item);
  };
  return {
    find,
    async wait(waiting) {
      const before = await find(waiting.mention);
      const now = before ? { ...waiting, since: before.since } : waiting;
      const text = canonicalJson(now);
      if (before && canonicalJson(before) === text) return;
      await table.put({ pk: LIST, sk: providerKey(waiting.mention), waiting: text });
    },
    async settle(film) {
      await table.remove(LIST, providerKey(film));
    },
    async list({ market, limit = 50, cursor } = {}) {
      const prefix = market ? `${market}#` : '';
      const page = await table.query(LIST, { prefix, limit, ...(cursor === undefined ? {} : { cursor }) });
      const waiting = page.items.map(toWaiting);
      return page.cursor === undefined ? { waiting } : { waiting, cursor: page.cursor };
    },
  };
}

// Only this store writes these records.
const toWaiting = (item: Item) => JSON.parse(String(item['waiting'])) as WaitingMention;
