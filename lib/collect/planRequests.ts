import { sha256 } from '../provenance/sha256.ts';
import type { FollowedFilm } from './followedFilm.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';
import { expandTemplate } from './template.ts';

/** One request of a slot, with every secret still a reference: it may be kept and logged. */
export interface PlannedRequest {
  /** Its place in the slot, from 0. */
  readonly number: number;
  /** Names this request whatever its place: the same address and body have the same key. */
  readonly key: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  /** The film that is asked for, where there is one request a film. */
  readonly film?: FollowedFilm;
}

/** What is asked first; further pages follow from {@link nextPage}. */
export function planRequests(
  declaration: SourceDeclaration,
  slot: number,
  films: readonly FollowedFilm[],
): readonly PlannedRequest[] {
  const { request, film: identity, paging } = declaration;
  const page = paging && { page: paging.first };
  if (request.per === 'slot') return [toRequest(declaration, slot, 0, { ...page })];
  const known = films.flatMap((film) => {
    const providerId = film.providerIds?.[identity.namespace];
    return providerId === undefined ? [] : [{ film, providerId }];
  });
  return known
    .toSorted((a, b) => (a.providerId < b.providerId ? -1 : 1))
    .map(({ film, providerId }, at) =>
      toRequest(declaration, slot, at * (paging?.most ?? 1), { film, providerId, ...page }),
    );
}

/** The request behind a page that had rows. @returns undefined when that was the last one allowed */
export function nextPage(
  declaration: SourceDeclaration,
  slot: number,
  before: PlannedRequest,
  pagesRead: number,
): PlannedRequest | undefined {
  const { paging, film: identity } = declaration;
  if (!paging || pagesRead >= paging.most) return undefined;
  const providerId = before.film?.providerIds?.[identity.namespace];
  return toRequest(declaration, slot, before.number + 1, {
    ...(before.film && { film: before.film }),
    ...(providerId !== undefined && { providerId }),
    page: paging.first + paging.step * pagesRead,
  });
}

interface Variables {
  readonly film?: FollowedFilm;
  readonly providerId?: string;
  readonly page?: number;
}

function toRequest(
  { request, market }: SourceDeclaration,
  slot: number,
  number: number,
  { film, ...values }: Variables,
): PlannedRequest {
  const all = { slot, market, ...values, ...(film?.title !== undefined && { title: film.title }) };
  const url = expandTemplate(request.url, all, encodeURIComponent);
  const body = request.body === undefined ? undefined : expandTemplate(request.body, all, encoderOf(request.body));
  return {
    number,
    key: sha256(`${request.method} ${url} ${body ?? ''}`).slice(0, 16),
    method: request.method,
    url,
    ...(body !== undefined && { body }),
    ...(film && { film }),
  };
}

/** How a value is written into a body: as a part of a JSON text, or of a form. Never so that it reads as a placeholder. */
export function encoderOf(body: string): (text: string) => string {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll('{', '\\u007b');
  return /^\s*[[{]/.test(body) ? inJson : encodeURIComponent;
}
