import type { Market } from '../film/market.ts';
import type { CumulativeSeries } from './cumulativeSeries.ts';
import type { Pane } from './pane.ts';
import { firstOpenStart, startsOver } from './startsOver.ts';
import { type WindowRow, windowRow } from './windowRow.ts';
import { paneOf } from './windowRules.ts';

/** What is held of one film. */
export interface FilmWindows {
  readonly market: Market;
  readonly filmId: string;
  /** Rises with every batch that changes the film, as texts of equal length; through resharding too. */
  version: string;
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

/** The open windows of a film that have an event, ascending. */
export function openWindows(state: WindowState, film: FilmWindows): readonly WindowRow[] {
  const firstOpen = firstOpenStart(paneOf(state.previousWatermark));
  return startsOver(film.panes.keys(), firstOpen).map((start) => windowRow(film, start));
}

/** Windows that are open and have an event: what the state is bounded by. */
export function countOpenWindows(state: WindowState): number {
  const firstOpen = firstOpenStart(paneOf(state.previousWatermark));
  let open = 0;
  for (const { panes } of state.films.values()) open += startsOver(panes.keys(), firstOpen).length;
  return open;
}
