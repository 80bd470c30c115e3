import type { Day } from '../film/day.ts';
import type { Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { toCurrencyUnits } from '../film/money.ts';

/** The catalogue facts of a film, known from its announcement on; nothing that is learnt later. */
export interface KnownFilm {
  /** Empty when the film has none but its id. */
  readonly title: string;
  readonly releaseDate: Day;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
  readonly producers: readonly string[];
  readonly runtimeMin: number;
  readonly certificate: string | undefined;
  readonly distributor: string | undefined;
  /** Currency units. */
  readonly budget: number;
}

/** Keeps of a film what its announcement says; unknown numbers are NaN. */
export function toKnownFilm(film: Film): KnownFilm {
  return {
    title: film.title === film.filmId ? '' : film.title,
    releaseDate: film.releaseDate,
    genres: film.genres,
    directors: film.directors,
    cast: film.cast,
    producers: film.producers ?? [],
    runtimeMin: film.runtimeMin ?? Number.NaN,
    certificate: film.certificate,
    distributor: film.distributor,
    budget: film.budget === undefined ? Number.NaN : toCurrencyUnits(film.budget, MARKETS[film.market].minorDigits),
  };
}
