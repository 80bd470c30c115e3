import type { Market } from '../film/market.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmMention, FilmResolver } from '../ports/filmResolver.ts';
import type { FilmCatalogue } from '../stores/filmCatalogue.ts';
import type { FilmLinks } from '../stores/filmLinks.ts';
import type { IdentityReview } from '../stores/identityReview.ts';
import { chooseFilm } from './chooseFilm.ts';
import { createFilmIndex, type FilmIndex } from './filmIndex.ts';
import type { Match, NamedFilm } from './weighFilm.ts';

export interface FilmResolverDeps {
  readonly films: Pick<FilmCatalogue, 'list'>;
  readonly links: FilmLinks;
  readonly review: IdentityReview;
  readonly clock: Clock;
}

const PAGE = 1_000;

/**
 * Resolves mentions by links first, then by title, date and director. What is clear is linked with its evidence; what is
 * not waits for a person. A market's films are read once, so make a resolver for each run of a collector.
 */
export function createFilmResolver({ films, links, review, clock }: FilmResolverDeps): FilmResolver {
  const indexes = new Map<Market, Promise<FilmIndex>>();
  const indexOf = (market: Market) => {
    const known = indexes.get(market);
    if (known) return known;
    const made = readFilms(films, links, market).then(createFilmIndex);
    indexes.set(market, made);
    made.catch(() => indexes.delete(market)); // a later mention tries again
    return made;
  };
  const wait = (mention: FilmMention, candidates: readonly Match[], heldBy?: string) =>
    review.wait({ mention, candidates, ...(heldBy !== undefined && { heldBy }), since: clock() });

  return {
    async resolve(mention) {
      const { filmId, closed, rejected } = await links.standing(mention);
      if (filmId !== undefined) return { filmId };
      if (closed) return undefined;
      const index = await indexOf(mention.market);
      const candidates = index.candidates(mention).filter((film) => !rejected.has(film.filmId));
      const choice = chooseFilm(mention, candidates);
      if (choice.kind === 'unclear') await wait(mention, choice.matches);
      if (choice.kind !== 'clear') return undefined;
      const outcome = await links.linkAutomatically(mention, choice.match);
      if (outcome.linked) {
        await review.settle(mention);
        return { filmId: choice.match.filmId };
      }
      if (outcome.heldBy !== undefined) await wait(mention, [choice.match], outcome.heldBy);
      return undefined;
    },
  };
}

async function readFilms(
  films: FilmResolverDeps['films'],
  links: FilmLinks,
  market: Market,
): Promise<readonly NamedFilm[]> {
  const names = await links.names(market);
  const found: NamedFilm[] = [];
  let cursor: string | undefined;
  do {
    const page = await films.list(market, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const { filmId, title, releaseDate, directors } of page.films) {
      found.push({ filmId, releaseDate, directors, titles: [title, ...(names.get(filmId) ?? [])] });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
