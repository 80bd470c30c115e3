import type { Market } from '../film/market.ts';
import type { CumulativeSeries } from './cumulativeSeries.ts';
import type { Pane } from './pane.ts';
import { PANES_PER_WINDOW, paneOf } from './windowRules.ts';

/** What is held of one film. */
export interface FilmWindows {
  readonly market: Market;
  readonly filmId: string;
  /** The batch that changed it last. */
  changedIn: number;
  /** By index; those that lie in a window that may still be open. */
  readonly panes: Map<number, Pane>;
  /** By {@link seriesKey}: the totals of panes that are held, and the last one before them. */
  readonly series: Map<string, CumulativeSeries>;
}

/**
 * All that windows need to remember of a stream, as plain data: bounded by films with open windows, the ids of the
 * events in them, and the last totals of sources. Only `applyChange` changes it.
 */
export interface WindowState {
  /** Batches applied so far. */
  batch: number;
  /** The greatest event time of earlier batches less the delay, never going back. Milliseconds since the epoch. */
  watermark: number;
  /** The watermark of the batch before: panes are held down to it. */
  previousWatermark: number;
  /** By {@link filmKey}. */
  readonly films: Map<string, FilmWindows>;
  /** By pane, the ids of the events in it: they live exactly as long as one of the event's windows can be open. */
  readonly eventIds: Map<number, Set<string>>;
}

export function emptyWindowState(): WindowState {
  return { batch: 0, watermark: 0, previousWatermark: 0, films: new Map(), eventIds: new Map() };
}

export function filmKey({ market, filmId }: { readonly market: Market; readonly filmId: string }): string {
  return `${market}#${filmId}`;
}

/** Windows that are open and have an event: one row each is what the state stands for. */
export function countOpenWindows(state: WindowState): number {
  const firstOpen = paneOf(state.previousWatermark) - PANES_PER_WINDOW + 1;
  let open = 0;
  for (const { panes } of state.films.values()) {
    const starts = new Set<number>();
    for (const index of panes.keys()) {
      for (let start = Math.max(index - PANES_PER_WINDOW + 1, firstOpen); start <= index; start++) starts.add(start);
    }
    open += starts.size;
  }
  return open;
}
