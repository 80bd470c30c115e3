import type { Market } from '../film/market.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';

/** How far the signals of one film reach. */
export interface SignalHead {
  readonly filmId: string;
  /** The latest `ingestedAt` of its events, milliseconds since the epoch. */
  readonly latest: number;
  /** Rises by one with every append. */
  readonly version: number;
  /** Of the last appends, the latest first, the earliest `ingestedAt` that each held: where a reader must begin. */
  readonly floors: readonly number[];
}

/** What a server asks to learn cheaply which films have something new. */
export interface SignalHeads {
  /** Every film of a market that has signals, by id. */
  heads(market: Market): Promise<readonly SignalHead[]>;
  /** Events of a film as they were kept, those taken in at or after an instant (ms) at least; an id may occur twice. */
  recent(market: Market, filmId: string, since: number): Promise<readonly SignalEvent[]>;
}
