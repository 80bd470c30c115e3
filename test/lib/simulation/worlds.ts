import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow } from '../../../lib/film/film.ts';
import type { SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import { type KnownWorld, type SimulationOptions, simulateWorld } from '../../../lib/simulation/simulateMarket.ts';

/** A market of one year, at about the density of a real one. */
export function yearOfFilms(
  market: SimulatedMarket,
  seed: number,
  options: Partial<SimulationOptions> = {},
): KnownWorld {
  const dates = { from: parseDay('2024-01-01'), until: parseDay('2025-01-01') };
  return simulateWorld(market, { seed, films: 60, ...dates, ...options });
}

/** The rows of each film, in their order. */
export function rowsByFilm({ rows }: Pick<KnownWorld, 'rows'>): ReadonlyMap<string, readonly DailyRow[]> {
  return Map.groupBy(rows, ({ filmId }) => filmId);
}
