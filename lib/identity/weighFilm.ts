import type { Film } from '../film/film.ts';
import type { FilmMention } from '../ports/filmResolver.ts';
import { compareDates } from './compareDates.ts';
import { compareDirectors, readNames } from './compareDirectors.ts';
import { compareTitles } from './compareTitles.ts';
import type { Evidence } from './evidence.ts';
import { titleForm } from './titleForm.ts';

/** A film with every name that it is known by. */
export interface NamedFilm extends Pick<Film, 'filmId' | 'releaseDate' | 'directors'> {
  /** Title of the catalogue first, then names that providers use for it. */
  readonly titles: readonly string[];
}

/** How well a mention fits one film. */
export interface Match {
  readonly filmId: string;
  /** Chance that they are the same, 0 to 1, by the evidence alone. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Before anything is compared: one film in a few hundred around the same time. */
const PRIOR_BITS = -8;

/** Weighs everything that speaks for and against a mention meaning a film. */
export function weighFilm(mention: FilmMention, film: NamedFilm): Match {
  const titles = [mention.title, ...(mention.originalTitle ? [mention.originalTitle] : [])];
  const readings = titles.flatMap((title) =>
    film.titles.map((other) => compareTitles(titleForm(title), titleForm(other))),
  );
  const title = readings.reduce((best, reading) => (reading.bits > best.bits ? reading : best));
  const date = compareDates(mention.releaseDate, film.releaseDate);
  const director = compareDirectors(readNames(mention.director ?? ''), film.directors.flatMap(readNames));
  const evidence = [title, date, director].filter((found) => found !== undefined);
  return { filmId: film.filmId, score: chanceOf(bitsOf(evidence)), evidence };
}

/** The weight of evidence with the prior, in bits: 0 is even odds. */
export function bitsOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { bits }) => sum + bits, PRIOR_BITS);
}

const chanceOf = (bits: number) => Math.round(10_000 / (1 + 2 ** -bits)) / 10_000;
