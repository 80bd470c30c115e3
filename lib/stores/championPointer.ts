import type { Market } from '../film/market.ts';
import type { Item } from '../ports/itemTable.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { POINTER } from './pointerChanges.ts';

/** An artifact as the champion pointer names it. */
interface ServedArtifact {
  readonly artifactId: string;
  /** Place of the artifact in the market's registry, rising with every artifact saved. */
  readonly sequence: number;
}

/** Which artifact serves a market, since when, and what served before it. */
export interface Champion extends ServedArtifact {
  readonly market: Market;
  /** Rises by one with every switch, also with a rollback; the value a writer must know to replace the pointer. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly previous?: ServedArtifact;
  /** Earlier champions that a rollback can return to, the latest first; `previous` is its head. */
  readonly earlier: readonly ServedArtifact[];
  /** Why it serves, as canonical JSON: figures of the judgement, or who rolled back. */
  readonly evidence: string;
}

/** How many earlier champions a pointer remembers. */
export const EARLIER_KEPT = 20;

/** Where the pointer of a market lives in the operations table. */
export const pointerKey = (market: Market) => ({ pk: `champion#${market}`, sk: POINTER });

/** The bytes that the seal of a pointer signs: everything it says, so that no part can be replaced alone. */
export function sealedBytes(champion: Champion): Uint8Array {
  const { market, artifactId, sequence, version, since, earlier, evidence } = champion;
  const statement = { market, artifactId, sequence, version, since, earlier, evidence };
  return new TextEncoder().encode(`marquee champion 1\n${canonicalJson(statement)}`);
}

/** The pointer as one record. */
export function toPointerItem(champion: Champion, seal: Uint8Array): Item {
  const { artifactId, sequence, version, since, evidence } = champion;
  const earlier = champion.earlier.map((artifact) => ({ ...artifact }));
  return { ...pointerKey(champion.market), artifactId, sequence, version, since, evidence, earlier, seal };
}

/** @returns undefined when the record has not the shape of a pointer */
export function fromPointerItem(market: Market, item: Item): { champion: Champion; seal: Uint8Array } | undefined {
  const { artifactId, sequence, version, since, evidence, earlier, seal } = item;
  if (typeof artifactId !== 'string' || typeof evidence !== 'string' || !(seal instanceof Uint8Array)) return undefined;
  if (typeof sequence !== 'number' || typeof version !== 'number' || typeof since !== 'number') return undefined;
  if (!Array.isArray(earlier)) return undefined;
  const served = earlier.flatMap((entry: { artifactId?: unknown; sequence?: unknown }) =>
    typeof entry?.artifactId === 'string' && typeof entry.sequence === 'number'
      ? [{ artifactId: entry.artifactId, sequence: entry.sequence }]
      : [],
  );
  if (served.length !== earlier.length) return undefined;
  return { champion: championOf({ market, artifactId, sequence, version, since, evidence, earlier: served }), seal };
}

/** Completes a pointer with `previous`, the head of `earlier`. */
export function championOf(parts: Omit<Champion, 'previous'>): Champion {
  const [previous] = parts.earlier;
  return previous ? { ...parts, previous } : parts;
}
