import { PREFIX } from '../deployment/environment.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { toCanonicalLine } from '../provenance/canonicalLine.ts';
import type { DayProof } from '../provenance/dayProof.ts';

/** The sealed days, each written once. */
export interface DayProofs {
  /** Settles, once for ever, which day is the first to be sealed. @returns the day that was settled on */
  begin(day: string): Promise<string>;
  /** The last sealed day; undefined before the first. */
  latest(): Promise<DayProof | undefined>;
  /** Keeps the proof of a day unless the day has one. @returns the proof that the day has from now on */
  keep(proof: DayProof): Promise<DayProof>;
  /** All sealed days, the first one first. */
  all(): AsyncIterable<DayProof>;
}

const FIRST = { pk: 'sealed-days', sk: 'first' };
const keyOf = (day: string) => `${PREFIX.proof}${day}.json`;

/** Sealed days as objects `proof/<day>.json` of the proof bucket; which day is the first stands in the signals table. */
export function createDayProofs(table: ItemTable, objects: ObjectStore): DayProofs {
  async function read(key: string): Promise<DayProof> {
    const found = await objects.get(key);
    if (!found) throw new Error(`${key} is listed and not there`);
    return JSON.parse(new TextDecoder().decode(found.body)) as DayProof;
  }

  return {
    async begin(day) {
      await table.put({ ...FIRST, day }, { absent: true });
      return String((await table.get(FIRST.pk, FIRST.sk))?.['day']);
    },

    async latest() {
      const last = (await objects.list(PREFIX.proof)).at(-1);
      return last === undefined ? undefined : read(last);
    },

    async keep(proof) {
      const key = keyOf(proof.statement.day);
      const body = new TextEncoder().encode(toCanonicalLine(proof));
      const isFirst = await objects.put(key, body, { onlyIfAbsent: true, contentType: 'application/json' });
      return isFirst ? proof : read(key);
    },

    async *all() {
      for (const key of await objects.list(PREFIX.proof)) yield await read(key);
    },
  };
}
