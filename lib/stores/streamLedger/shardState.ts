import type { RefreshRequest } from '../../ports/refreshQueue.ts';
import { applyChange } from '../../windows/applyChange.ts';
import type { WindowChange } from '../../windows/windowChange.ts';
import type { WindowRow } from '../../windows/windowRow.ts';
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
  /** Rises with every commit of a shard, as texts of equal length. */
  readonly version: string;
  /** How many windows changed. */
  readonly changed: number;
  /** Films with changed windows. */
  readonly films: readonly OpenWindows[];
  /** Windows of any film that change no more. */
  readonly closed: readonly WindowRow[];
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
  // The watermark leads, so that windows of a film that moves to another shard go on rising.
  const version = `${digits(windows.watermark)}#${digits(windows.batch)}`;
  const films = change.films.flatMap((film) => {
    const held = windows.films.get(filmKey(film));
    return held === undefined ? [] : { market: film.market, filmId: film.filmId, open: openWindows(windows, held) };
  });
  state.outbox = { version, changed: changed.length, films, closed, refresh };
}

const digits = (value: number) => String(value).padStart(15, '0');
