import type { RefreshRequest } from '../../ports/refreshQueue.ts';
import { applyChange, type ClosedWindows } from '../../windows/applyChange.ts';
import type { WindowChange } from '../../windows/windowChange.ts';
import { filmKey, openWindows, type WindowState } from '../../windows/windowState.ts';
import type { OpenWindows } from '../windowRows.ts';

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
  /** How many windows changed. */
  readonly changed: number;
  /** Of films with changed windows, all that are open. */
  readonly open: readonly OpenWindows[];
  /** Of any film. */
  readonly closed: readonly ClosedWindows[];
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
  const { windows } = state;
  const { changed, closed } = applyChange(windows, change);
  state.sequence = sequence;
  const open = change.films.flatMap(({ market, filmId }) => {
    const film = windows.films.get(filmKey({ market, filmId }));
    return film === undefined ? [] : { market, filmId, version: film.version, rows: openWindows(windows, film) };
  });
  state.outbox = { changed: changed.length, open, closed, refresh };
}
