import type { FilmMention } from '../ports/filmResolver.ts';
import { bitsOf, type Match, type NamedFilm, weighFilm } from './weighFilm.ts';

/** Which film is meant, as far as the evidence goes. */
export type Choice =
  /** One film, far ahead of every other. */
  | { readonly kind: 'clear'; readonly match: Match }
  /** Something fits, but not well enough or not alone: a person decides. */
  | { readonly kind: 'unclear'; readonly matches: readonly Match[] }
  | { readonly kind: 'none' };

/** More than 99 in 100. The same day and the same director come to 5 bits: without a title that agrees nothing is clear. */
const CLEAR_BITS = 7;
/** How far ahead of the next film the chosen one must be. */
const MARGIN_BITS = 5;
/** One in five: less is not worth a person's time. */
const WORTH_A_LOOK = -2;
const MOST_SHOWN = 5;

/** Chooses among the films that a mention may mean. */
export function chooseFilm(mention: FilmMention, films: readonly NamedFilm[]): Choice {
  const matches = films.map((film) => weighFilm(mention, film)).sort(bestFirst);
  const [best, next] = matches;
  if (best && isClear(best) && (!next || bitsOf(best.evidence) - bitsOf(next.evidence) >= MARGIN_BITS)) {
    return { kind: 'clear', match: best };
  }
  const worthALook = matches.filter(isWorthALook).slice(0, MOST_SHOWN);
  return worthALook.length > 0 ? { kind: 'unclear', matches: worthALook } : { kind: 'none' };
}

const titleOf = ({ evidence }: Match) => evidence[0];
const isClear = (match: Match) => bitsOf(match.evidence) >= CLEAR_BITS;

/** The same title is always shown: a date far off may be a film shown again, or a date moved by a year. */
const isWorthALook = (match: Match) =>
  bitsOf(match.evidence) >= WORTH_A_LOOK || titleOf(match)?.reason === 'title.same';

const bestFirst = (a: Match, b: Match) => bitsOf(b.evidence) - bitsOf(a.evidence) || (a.filmId < b.filmId ? -1 : 1);
