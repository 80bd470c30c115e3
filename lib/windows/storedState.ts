import type { Market } from '../film/market.ts';
import type { CumulativeSeries } from './cumulativeSeries.ts';
import type { Pane } from './pane.ts';
import { filmKey, type WindowState } from './windowState.ts';

interface StoredFilm {
  readonly market: Market;
  readonly filmId: string;
  readonly version: string;
  readonly panes: readonly Pane[];
  readonly series: readonly (readonly [string, CumulativeSeries])[];
}

/** A window state as JSON can hold it. */
export interface StoredWindowState {
  readonly batch: number;
  readonly watermark: number;
  readonly previousWatermark: number;
  readonly films: readonly StoredFilm[];
  readonly eventIds: readonly (readonly [number, readonly string[]])[];
}

export function toStoredState({ films, eventIds, ...rest }: WindowState): StoredWindowState {
  return {
    ...rest,
    films: [...films.values()].map((film) => ({
      ...film,
      panes: [...film.panes.values()],
      series: [...film.series],
    })),
    eventIds: [...eventIds].map(([pane, ids]) => [pane, [...ids]]),
  };
}

export function fromStoredState({ films, eventIds, ...rest }: StoredWindowState): WindowState {
  return {
    ...rest,
    films: new Map(
      films.map((film) => [
        filmKey(film),
        { ...film, panes: new Map(film.panes.map((pane) => [pane.index, pane])), series: new Map(film.series) },
      ]),
    ),
    eventIds: new Map(eventIds.map(([pane, ids]) => [pane, new Set(ids)])),
  };
}
