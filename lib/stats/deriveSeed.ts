/**
 * A seed for a named part of a seeded whole, so that parts can be added, removed or run in any order without changing
 * one another. FNV-1a over the UTF-16 code units of the label, started from the parent seed.
 * @returns an unsigned 32-bit integer
 * @see Fowler, Noll & Vo, "The FNV non-cryptographic hash algorithm", IETF draft
 * @example seededRandom(deriveSeed(7, 'boosting/T+3'))
 */
export function deriveSeed(seed: number, label: string): number {
  let hash = 0x811c9dc5 ^ (seed | 0);
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
