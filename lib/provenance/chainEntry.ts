import { canonicalJson } from './canonicalJson.ts';
import { leafHash } from './merkleTree.ts';
import { sha256 } from './sha256.ts';

/** What a record of a chain is about: an answer as a provider gave it, events taken in together, a forecast as told. */
export type RecordKind = 'raw-answer' | 'signal-batch' | 'forecast';

/** One record of the chain of a source. It names the content by its hash and the record before it by its own. */
export interface ChainEntry {
  readonly source: string;
  /** From 1 on, without gaps. */
  readonly n: number;
  /** When it was recorded: ISO instant in UTC, never before that of the record before. */
  readonly at: string;
  readonly kind: RecordKind;
  /** SHA-256 of the content; see {@link contentHash}. */
  readonly sha256: string;
  /** {@link entryHash} of the record before, {@link FIRST_LINK} for the first. */
  readonly prev: string;
}

/** What the first record of a chain has for its predecessor. */
export const FIRST_LINK = '0'.repeat(64);

/** The hash of a record: that of the next one's link, and its leaf in the tree of its day. */
export function entryHash({ source, n, at, kind, sha256: content, prev }: ChainEntry): string {
  return leafHash(canonicalJson({ source, n, at, kind, sha256: content, prev }));
}

/**
 * The hash by which a record names its content: SHA-256 of bytes as they are, of anything else of its canonical JSON.
 * @throws TypeError for what has no JSON
 */
export function contentHash(content: unknown): string {
  return sha256(content instanceof Uint8Array ? content : canonicalJson(content));
}
