import * as z from 'zod';
import type { ObjectStore } from '../ports/objectStore.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { PlannedRequest } from './planRequests.ts';

const RawFacts = z.object({
  source: z.string(),
  slot: z.string(),
  number: z.int(),
  method: z.string(),
  url: z.string(),
  request: z.string(),
  /** `absent`: the source has nothing by that name. `unchanged`: the body is an earlier slot's. */
  outcome: z.enum(['found', 'unchanged', 'absent']),
  code: z.int().optional(),
  at: z.string(),
  body: z.string(),
  sha256: z.string(),
  contentType: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});

/** What is known about a kept answer. Addresses hold references to secrets, never secrets. */
type RawFacts = z.infer<typeof RawFacts>;

export interface RawAnswer {
  readonly facts: RawFacts;
  readonly body: Uint8Array;
}

/** One request of one slot. */
export interface RawPlace {
  readonly source: string;
  /** ms since the epoch. */
  readonly slot: number;
  readonly request: PlannedRequest;
  /** How many answers to this request could not be read before this one. */
  readonly attempt: number;
}

/** What came back, as far as it is kept. */
export interface NewAnswer extends Pick<RawFacts, 'outcome' | 'contentType' | 'code' | 'etag' | 'lastModified'> {
  readonly body: Uint8Array;
  /** Key of an earlier slot's body, when it is that one. */
  readonly sameAs?: string;
  /** When it came, ms since the epoch. */
  readonly at: number;
}

const folderOf = ({ source, slot }: RawPlace) =>
  `raw/${source}/${new Date(slot).toISOString().replace(/[-:]|\.\d+/g, '')}/`;
const factsKey = (place: RawPlace) => `${folderOf(place)}${place.request.key}-${place.attempt}.json`;

/**
 * Answers as they came, under keys that are written once: `raw/<source>/<slot>/<n>-<sha256>`, and beside them the facts of
 * their requests. A slot that is started again reads what it has instead of asking again.
 */
export function createRawAnswers(files: ObjectStore) {
  async function read(place: RawPlace): Promise<RawAnswer | undefined> {
    const found = await files.get(factsKey(place));
    if (!found) return undefined;
    const facts = RawFacts.parse(JSON.parse(new TextDecoder().decode(found.body)));
    const body = await files.get(facts.body);
    // the body is written first: it can only be gone when its retention has ended
    return body && { facts, body: body.body };
  }

  return {
    read,
    /** The body of an earlier slot. */
    async body(key: string): Promise<Uint8Array | undefined> {
      return (await files.get(key))?.body;
    },
    /** @returns what is kept: this answer, or the one that a parallel run of the slot has kept before */
    async keep(place: RawPlace, { body, sameAs, at, ...answer }: NewAnswer): Promise<RawAnswer> {
      const { source, slot, request } = place;
      const hash = sha256(body);
      const key = sameAs ?? `${folderOf(place)}${request.number}-${hash}`;
      if (sameAs === undefined) {
        await files.put(key, body, { onlyIfAbsent: true, contentType: 'application/octet-stream' });
      }
      const facts: RawFacts = {
        source,
        slot: new Date(slot).toISOString(),
        number: request.number,
        method: request.method,
        url: request.url,
        request: request.key,
        ...answer,
        at: new Date(at).toISOString(),
        body: key,
        sha256: hash,
      };
      const text = new TextEncoder().encode(canonicalJson(facts));
      const isOurs = await files.put(factsKey(place), text, { onlyIfAbsent: true, contentType: 'application/json' });
      return (isOurs ? undefined : await read(place)) ?? { facts, body };
    },
  };
}

export type RawAnswers = ReturnType<typeof createRawAnswers>;
