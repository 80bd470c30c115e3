import type { ErrorCode } from '../errors/catalogue.ts';
import type { ErrorParams } from '../errors/errorText.ts';

/** A record of a stream that is set aside, with its reason. */
export interface FailedRecord {
  readonly stream: string;
  readonly shard: string;
  /** Digits. */
  readonly sequence: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
  /** As it came. */
  readonly data: Uint8Array;
  /** A code of the catalogue of errors, with the values of its sentences. */
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/** Where records go that no event can be read from; the same record twice is kept once. */
export interface FailedRecords {
  /** @throws AppError `store.unavailable` */
  keep(records: readonly FailedRecord[]): Promise<void>;
}
