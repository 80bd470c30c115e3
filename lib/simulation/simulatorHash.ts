import { parseDay } from '../film/day.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import { SIMULATED_MARKETS } from './simulatedMarket.ts';
import { simulateWorld } from './simulateMarket.ts';

/**
 * What the simulator is, in one number: reports of figures measured on it name it, and a detector, an alarm or a model
 * tuned on one simulator is not compared on another. It changes only when the generator is changed on purpose.
 */
export const SIMULATOR_HASH = 'ba6e863e05efa732e1a7a657460fd4c1e2ccef74bb2891a660d17fc03b12e450';

/** SHA-256 of a small world of every market, hidden truth included, as canonical JSON. */
export function simulatorHash(): string {
  const dates = { from: parseDay('2024-01-01'), until: parseDay('2024-09-01') };
  return sha256(
    canonicalJson(SIMULATED_MARKETS.map((market) => simulateWorld(market, { seed: 1, films: 40, ...dates }))),
  );
}
