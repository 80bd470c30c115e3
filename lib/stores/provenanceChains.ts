import type { Item, ItemTable } from '../ports/itemTable.ts';
import { type ChainEntry, entryHash, FIRST_LINK, type RecordKind } from '../provenance/chainEntry.ts';

/** What is to be recorded. */
export interface ChainRecord {
  /** Names the chain: 1 to 60 characters without control characters. */
  readonly source: string;
  readonly kind: RecordKind;
  /** Hash of the content, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** The present moment, ms since the epoch. */
  readonly at: number;
}

/** The chains of all sources. Records are only ever added. */
export interface ProvenanceChains {
  /**
   * Adds a record at the end of its chain. The same kind and content of a source is one record for ever: the one that is
   * there is answered. Safe to repeat after a crash and to call from many processes: a chain has no gap and no fork.
   */
  append(record: ChainRecord): Promise<ChainEntry>;
  /** Names of the chains in order. */
  sources(): Promise<readonly string[]>;
  /** The last record; undefined while the chain has none. */
  head(source: string): Promise<ChainEntry | undefined>;
  /** Records in their order. */
  entries(source: string): AsyncIterable<ChainEntry>;
  /** Records after the n-th, in their order; reads no more than these. */
  after(source: string, n: number): Promise<readonly ChainEntry[]>;
}

const CHAINS = 'chains';
const ENTRY = 'entry#';
const PAGE = 1_000;

const partitionOf = (source: string) => `chain#${source}`;
const entryKey = (n: number) => `${ENTRY}${String(n).padStart(12, '0')}`;

/**
 * Chains in the signals table: one item per record under its chain, put only where none is, and one per content that
 * says which place it claims. A claim moves on only after another content was seen at its place, so whoever repeats an
 * append, and whoever appends the same at the same time, writes to the same place.
 */
export function createProvenanceChains(table: ItemTable): ProvenanceChains {
  const at = async (source: string, n: number): Promise<ChainEntry | undefined> => {
    const item = await table.get(partitionOf(source), entryKey(n));
    return item && toEntry(item);
  };
  const head = async (source: string): Promise<ChainEntry | undefined> => {
    const { items } = await table.query(partitionOf(source), { prefix: ENTRY, descending: true, limit: 1 });
    return items[0] && toEntry(items[0]);
  };

  /** @returns undefined when somebody else was faster, and nothing is known yet about this record */
  async function attempt({ source, kind, sha256, at: now }: ChainRecord): Promise<ChainEntry | undefined> {
    const claim = { pk: partitionOf(source), sk: `content#${kind}#${sha256}` };
    const [known, last] = await Promise.all([table.get(claim.pk, claim.sk), head(source)]);
    const claimed = known?.['n'] as number | undefined;
    const there = claimed === undefined ? undefined : await at(source, claimed);
    if (there?.kind === kind && there.sha256 === sha256) return there;

    const n = (last?.n ?? 0) + 1;
    if (claimed !== n) {
      if (claimed !== undefined && !there) return undefined;
      if (!last) await table.put({ pk: CHAINS, sk: source });
      const unmoved = claimed === undefined ? ({ absent: true } as const) : { equals: { n: claimed } };
      if (!(await table.put({ ...claim, n }, unmoved))) return undefined;
    }
    const moment = new Date(now).toISOString();
    const entry: ChainEntry = {
      ...{ source, n, kind, sha256 },
      at: last && last.at > moment ? last.at : moment,
      prev: last ? entryHash(last) : FIRST_LINK,
    };
    const item = { pk: partitionOf(source), sk: entryKey(n), ...entry };
    return (await table.put(item, { absent: true })) ? entry : undefined;
  }

  async function appendInTurn(record: ChainRecord): Promise<ChainEntry> {
    for (;;) {
      const entry = await attempt(record);
      if (entry) return entry;
    }
  }

  /** What this process has under way, by source: it need not race against itself. */
  const turns = new Map<string, Promise<unknown>>();

  return {
    head,

    async append(record) {
      checkRecord(record);
      const turn = (turns.get(record.source) ?? Promise.resolve()).then(() => appendInTurn(record));
      const settled = turn.catch(() => undefined);
      turns.set(record.source, settled);
      void settled.then(() => turns.get(record.source) === settled && turns.delete(record.source));
      return turn;
    },

    async sources() {
      const names: string[] = [];
      for await (const item of allItems(table, CHAINS)) names.push(item.sk);
      return names.sort();
    },

    async *entries(source) {
      for await (const item of allItems(table, partitionOf(source), ENTRY)) yield toEntry(item);
    },

    async after(source, n) {
      const newest: ChainEntry[] = [];
      for await (const item of allItems(table, partitionOf(source), ENTRY, true)) {
        const entry = toEntry(item);
        if (entry.n <= n) break;
        newest.push(entry);
      }
      return newest.reverse();
    },
  };
}

function checkRecord({ source, sha256 }: ChainRecord): void {
  if (!/^\P{Cc}{1,60}$/u.test(source)) throw new TypeError(`"${source}" cannot name a chain`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError(`"${sha256}" is no SHA-256`);
}

async function* allItems(table: ItemTable, pk: string, prefix = '', descending = false): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await table.query(pk, {
      prefix,
      descending,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function toEntry({ pk: _pk, sk: _sk, ...entry }: Item): ChainEntry {
  return entry as unknown as ChainEntry; // only `append` writes these records
}
