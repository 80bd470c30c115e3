import type { Market } from '../film/market.ts';

/** One hour of one film's signals as it stands. */
export interface SignalWindow {
  readonly market: Market;
  readonly filmId: string;
  /** Milliseconds since the epoch, inclusive. */
  readonly start: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly end: number;
  /** Presale money taken less refunds, integer minor units. */
  readonly presaleGross: number;
  /** Presale tickets sold less those given back. */
  readonly presaleTickets: number;
  /** Mean of the readings; absent when there was none. */
  readonly socialHeat?: number;
  /** Mean of the readings, -1..1; absent when there was none. */
  readonly sentiment?: number;
  /** Events of any metric. */
  readonly count: number;
  /** The greatest event time, milliseconds since the epoch. */
  readonly lastEventAt: number;
}

/** Where windows that the stream worked out are read. */
export interface SignalWindows {
  /** Windows of a film, the latest first. */
  list(
    market: Market,
    filmId: string,
    options?: { limit?: number },
  ): Promise<{ readonly windows: readonly SignalWindow[] }>;
}
