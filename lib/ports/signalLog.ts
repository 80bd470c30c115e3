import type { Market } from '../film/market.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';

export interface SignalLog {
  /** Keeps events, each under its id once for ever; repeating an append, whole or cut otherwise, changes nothing. `batch` names this append. */
  append(events: readonly SignalEvent[], batch: string): Promise<void>;
  /** Events of a film taken in before an instant (ms), each id once (its first taking in), by observedAt. */
  read(market: Market, filmId: string, before: number): Promise<readonly SignalEvent[]>;
}
