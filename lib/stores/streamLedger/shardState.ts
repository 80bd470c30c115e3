import type { RefreshRequest } from '../../ports/refreshQueue.ts';
import { applyChange } from '../../windows/applyChange.ts';
import type { WindowChange } from '../../windows/windowChange.ts';
import type { WindowRow } from '../../windows/windowRow.ts';
import type { WindowState } from '../../windows/windowState.ts';

export interface ShardName {
  readonly stream: string;
  readonly shard: string;
}

/** What is committed of one batch: all that a crash must not lose, as JSON. */
export interface BatchCommit {
  /** Of the last record that the batch took in: digits. */
  readonly sequence: string;
  readonly change: WindowChange;
  readonly refresh: readonly RefreshRequest[];
}

/** What a commit makes known to the outside. */
export interface Emission {
  /** Rises with every commit of a shard, as texts of equal length. */
  readonly version: string;
  readonly rows: readonly WindowRow[];
  readonly refresh: readonly RefreshRequest[];
}

/** A shard as its commits have left it, in the memory of one worker. */
export interface ShardState {
  readonly name: ShardName;
  readonly windows: WindowState;
  /** Of the last record taken in: digits; undefined before the first. */
  sequence: string | undefined;
  /** The batch that the last snapshot known of was made after. */
  snapshotBatch: number;
  /** What the last commit led to, unless all of it is known to have been emitted. */
  outbox: Emission | undefined;
}

/** Takes a commit over into the state. */
export function applyCommit(state: ShardState, { sequence, change, refresh }: BatchCommit): void {
  const rows = applyChange(state.windows, change);
  state.sequence = sequence;
  // The watermark leads, so that rows of a film that moves to another shard go on rising.
  const version = `${digits(state.windows.watermark)}#${digits(state.windows.batch)}`;
  state.outbox = { version, rows, refresh };
}

const digits = (value: number) => String(value).padStart(15, '0');
