import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';

/** A film as a provider names it in one of its answers. */
export interface FilmMention {
  /** Whose ids these are, for example "maoyan"; "name" where all that is known is a name. */
  readonly namespace: string;
  /** The provider's own id; in the namespace "name" the name itself. */
  readonly providerId: string;
  readonly market: Market;
  readonly title: string;
  readonly originalTitle?: string;
  /** Release in that market, as the provider gives it. */
  readonly releaseDate?: Day;
  /** One name, or several separated by a vertical bar, comma or slash. */
  readonly director?: string;
}

/** Tells which film of the catalogue a provider means. */
export interface FilmResolver {
  /**
   * @returns undefined when no film is clearly meant: the mention then waits for a person, or is of no film that is known
   * @throws AppError `store.unavailable`, `identity.seal-invalid`
   */
  resolve(mention: FilmMention): Promise<{ readonly filmId: string } | undefined>;
}
