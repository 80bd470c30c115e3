import type { Market } from '../film/market.ts';

/** A film as a provider names it. */
export interface FilmMention {
  /** Whose ids these are, for example "maoyan"; several sources of one provider share it. */
  readonly namespace: string;
  readonly providerId: string;
  readonly title: string;
  readonly originalTitle?: string;
  /** ISO date, as the provider says. */
  readonly releaseDate?: string;
  readonly director?: string;
  readonly market: Market;
}

/** What knows which of our films a provider means. */
export interface FilmResolver {
  /** @returns undefined when no film is certain: a guess would give one film another's audience */
  resolve(mention: FilmMention): Promise<{ readonly filmId: string } | undefined>;
}
