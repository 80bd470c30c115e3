import { AppError } from '../errors/appError.ts';
import type { Market } from '../film/market.ts';
import {
  type LinkDecision,
  type LinkStanding,
  type ProviderFilm,
  providerKey,
  RESOLVER,
  standingOf,
} from '../identity/filmLink.ts';
import type { Match } from '../identity/weighFilm.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmMention } from '../ports/filmResolver.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { SignatureVerifier, Signer } from '../ports/signer.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';

/** A decision as a person gives it. */
interface PersonsDecision extends ProviderFilm {
  readonly action: 'link' | 'reject';
  readonly filmId?: string;
  readonly by: string;
  readonly why: string;
  /** How the provider calls the film, where it is known: later mentions may use these names. */
  readonly titles?: readonly string[];
}

/** How an attempt to link without a person ended. */
type AutomaticLink =
  | { readonly linked: true }
  /** Another id of the same provider holds the film: one of the two is wrong, or the provider has it twice. */
  | { readonly linked: false; readonly heldBy: string }
  /** Somebody decided meanwhile. */
  | { readonly linked: false; readonly heldBy?: never };

/** Links as collectors use them. */
export interface FilmLinks {
  /**
   * Decisions about a provider's film, the first one first.
   * @throws AppError `identity.seal-invalid` when a person's decision was not written by this product, or one is missing
   */
  decisions(film: ProviderFilm): Promise<readonly LinkDecision[]>;
  standing(film: ProviderFilm): Promise<LinkStanding>;
  /** Names that providers use for films of a market, by film. */
  names(market: Market): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Links a mention on its evidence, unless anything speaks against it. */
  linkAutomatically(mention: FilmMention, match: Match): Promise<AutomaticLink>;
}

/** Links as people use them. */
export interface SignedFilmLinks extends FilmLinks {
  /** Keeps a person's decision, signed. */
  decide(decision: PersonsDecision): Promise<LinkDecision>;
}

const PAGE = 1_000;
const DECISION = 'decision#';
const partition = (film: ProviderFilm) => `identity#${providerKey(film)}`;
const namesOf = (market: Market) => `identity-names#${market}`;
const nameKey = (filmId: string, namespace: string) => `${filmId}#${namespace}`;
const sealedBytes = (decision: LinkDecision) =>
  new TextEncoder().encode(`marquee film link 1\n${canonicalJson(decision)}`);

export interface FilmLinksDeps {
  /** The films table. */
  readonly table: ItemTable;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
}

/** Links from providers' films to films, in the films table: decisions appended one by one, never changed. */
export function createFilmLinks({ table, clock, verifier }: FilmLinksDeps): FilmLinks {
  const decisions = async (film: ProviderFilm): Promise<readonly LinkDecision[]> => {
    const { items } = await table.query(partition(film), { prefix: DECISION, limit: PAGE });
    const found: LinkDecision[] = [];
    for (const item of items) {
      const decision = JSON.parse(String(item['decision'])) as LinkDecision;
      const seal = item['seal'];
      const sealed = seal instanceof Uint8Array && (await verifier.verify(sealedBytes(decision), seal));
      if ((decision.by !== RESOLVER && !sealed) || decision.follows !== hashOf(found.at(-1))) {
        throw new AppError('identity.seal-invalid', { ...keyOf(film), sequence: decision.sequence });
      }
      found.push(decision);
    }
    return found;
  };

  return {
    decisions,
    standing: async (film) => standingOf(await decisions(film)),

    async names(market) {
      const names = new Map<string, string[]>();
      let cursor: string | undefined;
      do {
        const page = await table.query(namesOf(market), { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
        for (const { filmId, titles } of page.items.map(toNames)) {
          names.set(filmId, [...new Set([...(names.get(filmId) ?? []), ...titles])]);
        }
        cursor = page.cursor;
      } while (cursor !== undefined);
      return names;
    },

    async linkAutomatically(mention, { filmId, score, evidence }) {
      const { market, namespace, providerId } = mention;
      const before = await decisions(mention);
      const standing = standingOf(before);
      if (standing.filmId !== undefined || standing.closed || standing.rejected.has(filmId)) {
        return standing.filmId === filmId ? { linked: true } : { linked: false };
      }
      // The film is taken first: should this worker die, its successor finds it taken by this very id and goes on.
      const name = toNameItem(mention, filmId, titlesOf(mention));
      if (!(await table.put(name, { absent: true }))) {
        const holder = await table.get(name.pk, name.sk);
        const heldBy = String(holder?.['providerId'] ?? '');
        if (holder && heldBy !== providerId) return { linked: false, heldBy };
      }
      const why = evidence.map(({ reason }) => reason).join(', ');
      const decision = following(before, {
        ...{ market, namespace, providerId, action: 'link', filmId, by: RESOLVER, at: clock(), why, score, evidence },
      });
      if (await table.put(toItem(decision), { absent: true })) return { linked: true };
      const now = standingOf(await decisions(mention));
      if (now.filmId === filmId) return { linked: true };
      await table.remove(name.pk, name.sk, { equals: { providerId } });
      return { linked: false };
    },
  };
}

/** The same links for whoever may sign: decisions of people. */
export function createSignedFilmLinks(
  deps: Omit<FilmLinksDeps, 'verifier'> & { readonly signer: Signer },
): SignedFilmLinks {
  const { table, clock, signer } = deps;
  const links = createFilmLinks({ table, clock, verifier: signer });
  return {
    ...links,
    async decide({ titles = [], ...given }) {
      for (;;) {
        const before = await links.decisions(given);
        const decision = following(before, { ...given, at: clock() });
        const seal = await signer.sign(sealedBytes(decision));
        if (!(await table.put({ ...toItem(decision), seal }, { absent: true }))) continue; // another one came between
        const earlier = standingOf(before).filmId;
        if (earlier !== undefined && earlier !== standingOf([...before, decision]).filmId) {
          const sk = nameKey(earlier, given.namespace);
          await table.remove(namesOf(given.market), sk, { equals: { providerId: given.providerId } });
        }
        if (given.action === 'link' && given.filmId !== undefined) {
          await table.put(toNameItem(given, given.filmId, titles));
        }
        return decision;
      }
    },
  };
}

function following(
  before: readonly LinkDecision[],
  decision: Omit<LinkDecision, 'sequence' | 'follows'>,
): LinkDecision {
  const last = before.at(-1);
  const follows = hashOf(last);
  return { ...decision, sequence: (last?.sequence ?? 0) + 1, ...(follows !== undefined && { follows }) };
}

const hashOf = (decision: LinkDecision | undefined) => decision && sha256(canonicalJson(decision));
const keyOf = ({ market, namespace, providerId }: ProviderFilm) => ({ market, namespace, providerId });
const titlesOf = ({ title, originalTitle }: FilmMention) => [title, ...(originalTitle ? [originalTitle] : [])];

function toItem(decision: LinkDecision): Item {
  const sk = `${DECISION}${String(decision.sequence).padStart(12, '0')}`;
  return { pk: partition(decision), sk, decision: canonicalJson(decision) };
}

function toNameItem(film: ProviderFilm, filmId: string, titles: readonly string[]): Item {
  const { market, namespace, providerId } = film;
  return { pk: namesOf(market), sk: nameKey(filmId, namespace), filmId, providerId, titles: [...titles] };
}

// Only this store writes these records.
const toNames = (item: Item) => item as unknown as { readonly filmId: string; readonly titles: readonly string[] };
