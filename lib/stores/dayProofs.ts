import { PREFIX } from '../deployment/environment.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { toCanonicalLine } from '../provenance/canonicalLine.ts';
import type { DayProof } from '../provenance/dayProof.ts';

/** The sealed days, each written once. */
export interface DayProofs {
  /** The last sealed day; undefined before the first. */
  latest(): Promise<DayProof | undefined>;
  /** Keeps the proof of a day unless the day has one. @returns the proof that the day has from now on */
  keep(proof: DayProof): Promise<DayProof>;
  /** All sealed days, the first one first. */
  all(): AsyncIterable<DayProof>;
}

const DAYS = 'sealed-days';
const PAGE = 1_000;
const keyOf = (day: string) => `${PREFIX.proof}${day}.json`;

/**
 * Sealed days as objects `proof/<day>.json` of the proof bucket, and a list of them in the signals table. Object first,
 * list second: a seal that died in between finds the object when it runs again.
 */
export function createDayProofs(table: ItemTable, objects: ObjectStore): DayProofs {
  async function read(day: string): Promise<DayProof> {
    const found = await objects.get(keyOf(day));
    if (!found) throw new Error(`${keyOf(day)} is listed and not there`);
    return JSON.parse(new TextDecoder().decode(found.body)) as DayProof;
  }

  return {
    async latest() {
      const { items } = await table.query(DAYS, { descending: true, limit: 1 });
      return items[0] && read(items[0].sk);
    },

    async keep(proof) {
      const { day } = proof.statement;
      const body = new TextEncoder().encode(toCanonicalLine(proof));
      const isFirst = await objects.put(keyOf(day), body, { onlyIfAbsent: true, contentType: 'application/json' });
      const kept = isFirst ? proof : await read(day);
      await table.put({ pk: DAYS, sk: day });
      return kept;
    },

    async *all() {
      let cursor: string | undefined;
      do {
        const page = await table.query(DAYS, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
        for (const { sk } of page.items) yield await read(sk);
        cursor = page.cursor;
      } while (cursor !== undefined);
    },
  };
}
