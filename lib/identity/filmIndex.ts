import type { FilmMention } from '../ports/filmResolver.ts';
import { pairsOf } from './likeness.ts';
import { titleForm } from './titleForm.ts';
import type { NamedFilm } from './weighFilm.ts';

/** Finds, among all films of a market, the few that a mention could mean. */
export interface FilmIndex {
  candidates(mention: FilmMention): readonly NamedFilm[];
}

/** Of the pairs of characters of the shorter of two titles, as many must be shared. */
const SHARED = 0.4;
/** Films opening so near may be meant whatever their titles say: one of them may be a translation. */
const NEAR_DAYS = 1;

/** An index by pairs of characters and by release day; about a thousand films cost a millisecond to search. */
export function createFilmIndex(films: readonly NamedFilm[]): FilmIndex {
  const byPair = new Map<string, Set<number>>();
  const byDay = new Map<number, number[]>();
  const sizes = films.map(() => Number.POSITIVE_INFINITY);
  for (const [at, film] of films.entries()) {
    byDay.set(film.releaseDate, [...(byDay.get(film.releaseDate) ?? []), at]);
    for (const text of film.titles.flatMap(searchTexts)) {
      const pairs = pairsOf(text);
      sizes[at] = Math.min(sizes[at] ?? 0, pairs.size);
      for (const pair of pairs.keys()) {
        const holders = byPair.get(pair) ?? new Set();
        byPair.set(pair, holders.add(at));
      }
    }
  }
  return {
    candidates({ title, originalTitle, releaseDate }) {
      const found = new Set<number>();
      for (const text of [title, ...(originalTitle ? [originalTitle] : [])].flatMap(searchTexts)) {
        const pairs = pairsOf(text);
        const counts = new Map<number, number>();
        for (const pair of pairs.keys()) {
          for (const at of byPair.get(pair) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
        }
        for (const [at, count] of counts) {
          if (count >= SHARED * Math.min(pairs.size, sizes[at] ?? 0)) found.add(at);
        }
      }
      if (releaseDate !== undefined) {
        for (let day = releaseDate - NEAR_DAYS; day <= releaseDate + NEAR_DAYS; day++) {
          for (const at of byDay.get(day) ?? []) found.add(at);
        }
      }
      return [...found].sort((a, b) => a - b).flatMap((at) => films[at] ?? []);
    },
  };
}

/** A title is found by the whole of it and by its name alone. */
function searchTexts(title: string): readonly string[] {
  const { whole, base } = titleForm(title);
  return whole === base ? [whole] : [whole, base];
}
