import { parseDay } from '../film/day.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import { SIMULATED_MARKETS } from './simulatedMarket.ts';
import { simulateWorld } from './simulateMarket.ts';

/** SHA-256 of a small world of every market, hidden truth included, as canonical JSON. */
export function simulatorHash(): string {
  const dates = { from: parseDay('2024-01-01'), until: parseDay('2024-09-01') };
  return sha256(
    canonicalJson(SIMULATED_MARKETS.map((market) => simulateWorld(market, { seed: 1, films: 40, ...dates }))),
  );
}
