import type { Market } from '../film/market.ts';

/** Markets that are simulated: those of which real runs were at hand to fit. */
export const SIMULATED_MARKETS = ['US', 'CN'] as const satisfies readonly Market[];
export type SimulatedMarket = (typeof SIMULATED_MARKETS)[number];

export function isSimulatedMarket(text: string): text is SimulatedMarket {
  return SIMULATED_MARKETS.some((market) => market === text);
}
