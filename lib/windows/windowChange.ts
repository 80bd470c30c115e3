import type { Market } from '../film/market.ts';
import type { Total } from './cumulativeSeries.ts';
import type { Pane } from './pane.ts';

/** What a batch changes of one film. */
export interface FilmWindowsChange {
  readonly market: Market;
  readonly filmId: string;
  /** As they are after the batch. */
  readonly panes: readonly Pane[];
  /** New totals, each with the series that it belongs to. */
  readonly totals: readonly (readonly [series: string, total: Total])[];
  /** Metrics of the events that were counted. */
  readonly metrics: readonly string[];
}

/** What a batch changes of a window state: JSON as it stands, so that it can be kept and applied again. */
export interface WindowChange {
  /** Windows that end by then were closed to the batch. Milliseconds since the epoch. */
  readonly lateBefore: number;
  /** After the batch. Milliseconds since the epoch. */
  readonly watermark: number;
  readonly films: readonly FilmWindowsChange[];
  /** Ids of the events that were counted, by pane. */
  readonly eventIds: readonly (readonly [pane: number, ids: readonly string[]])[];
}
