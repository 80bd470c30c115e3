import type { Market } from '../film/market.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';

/** What the registry is told about an artifact when it is saved. */
export interface ArtifactEntry {
  /** Content hash of the manifest. */
  readonly artifactId: string;
  readonly market: Market;
  /** The moment up to which its training data reach, ISO date or date-time. */
  readonly createdAsOf: string;
  /** The training run that made it. */
  readonly runId?: string;
  /** Figures for people, as flat text and numbers. */
  readonly summary?: Readonly<Record<string, string | number>>;
}

/** A registered artifact. */
export interface ArtifactRecord extends ArtifactEntry {
  /** Rises by one with every artifact of the market. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
}

export interface ArtifactPage {
  readonly artifacts: readonly ArtifactRecord[];
  readonly cursor?: string;
}

const PARTITION = 'artifacts';
const sortKey = (market: Market, sequence: number) => `${market}#${String(sequence).padStart(8, '0')}`;

/**
 * The list of all artifacts in the operations table, one record each, numbered per market. Artifacts are made a few
 * times a day at most, so finding one by its id reads the list.
 */
export function createArtifactIndex(table: ItemTable) {
  const list = async ({ market, limit = 50, cursor }: { market?: Market; limit?: number; cursor?: string } = {}) => {
    const prefix = market ? `${market}#` : '';
    const page = await table.query(PARTITION, { prefix, descending: true, limit, ...(cursor ? { cursor } : {}) });
    const artifacts = page.items.map(toRecord);
    return page.cursor ? { artifacts, cursor: page.cursor } : { artifacts };
  };

  const find = async (market: Market, artifactId: string): Promise<ArtifactRecord | undefined> => {
    let page: ArtifactPage = await list({ market, limit: 100 });
    for (;;) {
      const found = page.artifacts.find((record) => record.artifactId === artifactId);
      if (found || !page.cursor) return found;
      page = await list({ market, limit: 100, cursor: page.cursor });
    }
  };

  return {
    list,
    find,
    /** Numbers the artifact, once: a repetition returns the record that exists. */
    async register(entry: ArtifactEntry, savedAt: number): Promise<ArtifactRecord> {
      for (;;) {
        const known = await find(entry.market, entry.artifactId);
        if (known) return known;
        const [latest] = (await list({ market: entry.market, limit: 1 })).artifacts;
        const record: ArtifactRecord = { ...entry, sequence: (latest?.sequence ?? 0) + 1, savedAt };
        if (await table.put(toItem(record), { absent: true })) return record;
      }
    },
  };
}

function toItem(record: ArtifactRecord): Item {
  return { pk: PARTITION, sk: sortKey(record.market, record.sequence), ...record };
}

function toRecord({ pk: _pk, sk: _sk, ttl: _ttl, ...record }: Item): ArtifactRecord {
  return record as unknown as ArtifactRecord; // only `register` writes this partition
}
