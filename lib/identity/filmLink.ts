import type { Market } from '../film/market.ts';
import type { FilmMention } from '../ports/filmResolver.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { Evidence } from './evidence.ts';

/** A film as one provider knows it. */
export interface ProviderFilm {
  readonly market: Market;
  readonly namespace: string;
  readonly providerId: string;
}

const LONGEST_ID = 200;

/** One text for a provider's film, short enough to be a key: what stands for an id may be a whole title. */
export function providerKey({ market, namespace, providerId }: ProviderFilm): string {
  return `${market}#${namespace}#${providerId.length > LONGEST_ID ? sha256(providerId) : providerId}`;
}

/** Who decides when no person does. */
export const RESOLVER = 'resolver';

/** What somebody decided about a provider's film. Decisions are kept for ever; a later one overrules an earlier one. */
export interface LinkDecision extends ProviderFilm {
  /** 1 for the first decision about this provider's film, rising by one. */
  readonly sequence: number;
  /** `link`: it is `filmId`. `reject`: it is not `filmId`, or without `filmId` none of ours. */
  readonly action: 'link' | 'reject';
  readonly filmId?: string;
  /** A person's name, or {@link RESOLVER}. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly why: string;
  /** Chance that it is so, by the evidence; of decisions of the resolver. */
  readonly score?: number;
  readonly evidence?: readonly Evidence[];
  /** SHA-256 of the decision before, so that none can be taken out unseen. */
  readonly follows?: string;
}

/** What the decisions about a provider's film come to. */
export interface LinkStanding {
  readonly filmId?: string;
  /** Films that it is not. */
  readonly rejected: ReadonlySet<string>;
  /** Somebody said that it is none of ours. */
  readonly closed: boolean;
}

/** A mention that waits for a person, with what it may mean. */
export interface WaitingMention {
  readonly mention: FilmMention;
  readonly candidates: readonly {
    readonly filmId: string;
    readonly score: number;
    readonly evidence: readonly Evidence[];
  }[];
  /** Set when the film is clear but another id of the same provider holds it. */
  readonly heldBy?: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Follows decisions from the first to the last. */
export function standingOf(decisions: readonly LinkDecision[]): LinkStanding {
  const rejected = new Set<string>();
  let filmId: string | undefined;
  let closed = false;
  for (const { action, filmId: film } of decisions) {
    if (action === 'link' && film !== undefined) {
      rejected.delete(film);
      filmId = film;
      closed = false;
    } else if (film !== undefined) {
      rejected.add(film);
      if (filmId === film) filmId = undefined;
    } else {
      filmId = undefined;
      closed = true;
    }
  }
  return { ...(filmId !== undefined && { filmId }), rejected, closed };
}
