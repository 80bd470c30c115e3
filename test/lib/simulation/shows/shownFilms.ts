import type { DailyRow, Film } from '../../../../lib/film/film.ts';
import { drawsOf } from '../../../../lib/simulation/draw.ts';
import { plantFakes } from '../../../../lib/simulation/shows/plantFakes.ts';
import { plantPurchase } from '../../../../lib/simulation/shows/plantPurchase.ts';
import { presaleRows, type ShowDaySales, showDaySales } from '../../../../lib/simulation/shows/showDaySales.ts';
import { createShowSimulator, type SimulatedShows } from '../../../../lib/simulation/shows/simulateShows.ts';
import type { SimulatedMarket } from '../../../../lib/simulation/simulatedMarket.ts';
import { rowsByFilm, yearOfFilms } from '../worlds.ts';

/** A simulated film with its single shows. */
export interface ShownWorldFilm {
  readonly film: Film;
  /** All rows of the film, those of presale with what was planted. */
  readonly allRows: readonly DailyRow[];
  /** Rows of presale. */
  readonly rows: readonly DailyRow[];
  readonly sales: readonly ShowDaySales[];
  readonly shows: SimulatedShows;
}

export interface ShownFilmsOptions {
  /** Worth of what is planted into an honest market; 0 = an honest one, `market` = what its films buy themselves. */
  readonly worth: number | 'market' | ((filmId: string) => number);
  /** Whether the worth is that of each day of buying (the default) or of the whole purchase. */
  readonly of?: 'day' | 'purchase';
  /** Films; those with the most shows are left out first. */
  readonly most?: number;
  readonly mostShows?: number;
}

/** Films of a simulated year with their single shows, one after the other: they are large. */
export function* shownFilms(
  market: SimulatedMarket,
  seed: number,
  { worth, of = 'day', most = Number.POSITIVE_INFINITY, mostShows = Number.POSITIVE_INFINITY }: ShownFilmsOptions,
): Generator<ShownWorldFilm> {
  const world = yearOfFilms(market, seed, { honest: worth !== 'market' });
  const rowsOf = rowsByFilm(world);
  const simulate = createShowSimulator(market, seed);
  const plant = of === 'purchase' ? plantPurchase : plantFakes;
  let count = 0;
  for (const [i, film] of world.films.entries()) {
    const truth = world.truth[i];
    const own = rowsOf.get(film.filmId) ?? [];
    const honest = truth ? showDaySales(film, own, truth) : [];
    if (truth === undefined || honest.length === 0) continue;
    if (honest.some(({ days }) => (days.at(-1)?.shows ?? 0) > mostShows)) continue;
    if (++count > most) return;
    const planted = worth === 'market' ? 0 : typeof worth === 'number' ? worth : worth(film.filmId);
    const sales = planted > 0 ? plant(drawsOf(seed, `${film.filmId}/planted`), honest, planted) : honest;
    const rows = presaleRows(film.filmId, sales);
    yield {
      ...{ film, sales, rows },
      allRows: [...own.filter(({ showDate }) => showDate === undefined), ...rows],
      shows: simulate({ ...film, fans: truth.fans }, sales),
    };
  }
}
