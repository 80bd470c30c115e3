import type { Item, ItemTable } from '../ports/itemTable.ts';

/** The last answer to one request of a source. */
export interface KnownAnswer {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly sha256: string;
  /** Key of the raw answer. */
  readonly raw: string;
  readonly contentType: string;
}

export interface KnownAnswers {
  get(source: string, request: string): Promise<KnownAnswer | undefined>;
  remember(source: string, request: string, answer: KnownAnswer): Promise<void>;
}

const SECONDS_KEPT = 30 * 86_400;

/** Tags of answers, so that what has not changed is not sent again. Forgotten after thirty days: addresses hold dates. */
export function createKnownAnswers(table: ItemTable, clock: () => number): KnownAnswers {
  return {
    async get(source, request) {
      const item = await table.get(`known-answer#${source}`, request);
      return item && toAnswer(item);
    },
    async remember(source, request, answer) {
      const ttl = Math.floor(clock() / 1_000) + SECONDS_KEPT;
      await table.put({ pk: `known-answer#${source}`, sk: request, ttl, ...answer });
    },
  };
}

// Only this store writes these records.
const toAnswer = ({ pk: _pk, sk: _sk, ttl: _ttl, ...answer }: Item) => answer as unknown as KnownAnswer;
