import type { Market } from '../film/market.ts';
import { type FoldedSignals, foldSignals } from './foldSignals.ts';
import type { FilmChange, SignalEvent, SignalReading } from './signalEvent.ts';

/** What signals said of one film before an instant. */
export interface LiveFilm {
  readonly filmId: string;
  readonly signals: FoldedSignals;
  readonly changes: readonly FilmChange[];
  /** When the last of it was taken in, ms since the epoch. */
  readonly latest: number;
}

/** @param events of the film, each once, all taken in before the instant of interest */
export function toLiveFilm(market: Market, filmId: string, events: readonly SignalEvent[]): LiveFilm {
  const isReading = (event: SignalEvent): event is SignalReading => event.type === 'signal';
  const isChange = (event: SignalEvent): event is FilmChange => event.type === 'film.changed';
  const latest = events.reduce((last, { ingestedAt }) => Math.max(last, ingestedAt), 0);
  return { filmId, signals: foldSignals(events.filter(isReading), market), changes: events.filter(isChange), latest };
}
