import { parseDay } from '../../film/day.ts';
import type { ShowBook } from '../../integrity/showBook.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { sha256 } from '../../provenance/sha256.ts';
import { drawsOf } from '../draw.ts';
import { SIMULATED_MARKETS } from '../simulatedMarket.ts';
import { simulateWorld } from '../simulateMarket.ts';
import { plantFakes } from './plantFakes.ts';
import { showDaySales } from './showDaySales.ts';
import { simulateRatings } from './simulateRatings.ts';
import { createShowSimulator } from './simulateShows.ts';

const MOST_SHOWS = 3_000;

/** SHA-256 of the shows and ratings of the smaller films of a small world, what is hidden of them included. */
export function showsHash(): string {
  const dates = { from: parseDay('2024-01-01'), until: parseDay('2024-09-01') };
  const films = SIMULATED_MARKETS.flatMap((market) => {
    const world = simulateWorld(market, { seed: 1, films: 40, honest: true, ...dates });
    const rows = Map.groupBy(world.rows, ({ filmId }) => filmId);
    const simulate = createShowSimulator(market, 1);
    return world.films.flatMap((film, i) => {
      const truth = world.truth[i];
      const sales = truth ? showDaySales(film, rows.get(film.filmId) ?? [], truth) : [];
      if (truth === undefined || (sales[0]?.days.at(-1)?.shows ?? MOST_SHOWS) >= MOST_SHOWS) return [];
      const planted = plantFakes(drawsOf(1, `${film.filmId}/planted`), sales, 0.2);
      const { book, bought, styles } = simulate({ ...film, fans: truth.fans }, planted);
      const ratings = simulateRatings(truth, film.releaseDate, 1);
      return [{ planted, styles, ratings, book: hashBook(book), bought: bytesHash(bought) }];
    });
  });
  return sha256(canonicalJson(films));
}

function hashBook({ filmId, runtimeMin, shows, tickets }: ShowBook) {
  const hashes = [...Object.entries(shows), ...Object.entries(tickets)].map(([name, column]) => [
    name,
    bytesHash(column),
  ]);
  return { filmId, runtimeMin, ...Object.fromEntries(hashes) };
}

function bytesHash({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return sha256(new Uint8Array(buffer, byteOffset, byteLength));
}
