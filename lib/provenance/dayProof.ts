import { canonicalJson } from './canonicalJson.ts';
import { FIRST_LINK } from './chainEntry.ts';
import { sha256 } from './sha256.ts';

/** How far a chain reached. */
export interface ChainHead {
  readonly source: string;
  /** Records so far. */
  readonly entries: number;
  /** Hash of the last of them. */
  readonly head: string;
}

/** What is signed for a day: the root over all records that no earlier day has sealed, and how far every chain reached. */
export interface DayStatement {
  /** UTC, YYYY-MM-DD; records are those up to its end. */
  readonly day: string;
  /** ISO instant of the signature: the records existed by then. */
  readonly sealedAt: string;
  /** Hash of the statement before, {@link FIRST_LINK} for the first; see {@link statementHash}. */
  readonly previous: string;
  /** Number of leaves. */
  readonly size: number;
  readonly root: string;
  /** Every chain that there is, by source. */
  readonly chains: readonly ChainHead[];
}

/** A sealed day. */
export interface DayProof {
  readonly statement: DayStatement;
  /** ECDSA P-256 over {@link dayBytes}, DER in hexadecimal digits. */
  readonly signature: string;
  /** Hashes of the records, chain by chain in the order of `chains`, each in the order of its records. */
  readonly leaves: readonly string[];
}

/** The bytes that the signature of a day is over; the first line keeps them apart from all else that the key signs. */
export function dayBytes(statement: DayStatement): Uint8Array {
  return new TextEncoder().encode(`marquee day 1\n${canonicalJson(statement)}`);
}

/** What the statement of the next sealed day calls `previous`. */
export function statementHash(statement: DayStatement | undefined): string {
  return statement ? sha256(dayBytes(statement)) : FIRST_LINK;
}
