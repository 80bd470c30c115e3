import type { Market } from '../film/market.ts';

/** Why a film's forecast may have changed. */
interface RefreshReason {
  /** Metrics of new readings; `film.` and the fact's name for a change of the catalogue. */
  readonly changed: readonly string[];
  /** The latest window that changed, milliseconds since the epoch; absent where none did. */
  readonly window?: { readonly start: number; readonly end: number };
}

/** A film to be forecast afresh. */
export interface RefreshRequest {
  readonly market: Market;
  readonly filmId: string;
  readonly reason: RefreshReason;
}

/** Where fresh forecasts are asked for; asking twice is harmless. */
export interface RefreshQueue {
  /** @throws AppError `store.unavailable` when the request could not be handed over */
  request(films: readonly RefreshRequest[]): Promise<void>;
}
