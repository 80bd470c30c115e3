import type { FilmResolver } from '../ports/filmResolver.ts';
import type { FollowedFilm } from './followedFilm.ts';

/** Resolves the ids that a slot's own films name; what they do not name goes to the next resolver. */
export function createListedResolver(films: readonly FollowedFilm[], next: FilmResolver): FilmResolver {
  return {
    async resolve(mention) {
      const listed = films.find(({ providerIds }) => providerIds?.[mention.namespace] === mention.providerId);
      return listed ? { filmId: listed.filmId } : next.resolve(mention);
    },
  };
}
