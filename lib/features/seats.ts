import type { Market } from '../film/market.ts';

/**
 * Seats of a typical hall, where files count shows but not seats: about what cinemas' own figures of halls and seats come
 * to. An assumption that is the same for all films of a market, so it shifts an occupancy and never reorders films.
 */
export const TYPICAL_SEATS: Readonly<Record<Market, number>> = { US: 180, CN: 120, KR: 150 };
