import type { SourceReply } from '../ports/answerSource.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { KnownAnswer } from '../stores/knownAnswers.ts';
import type { CollectDeps } from './collectDeps.ts';
import { encoderOf, type PlannedRequest } from './planRequests.ts';
import type { RawAnswer } from './rawAnswers.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';
import { revealHeader, revealSecrets } from './template.ts';

/**
 * The answer to one request of a slot: the one that is kept already, or else a new one, kept before anything is read from
 * it. A body that was taken before is kept once: then the answer is `unchanged`, whether or not the source said so.
 * @param attempt 0, or how many answers to this request could not be read in this slot
 * @throws AppError as the source and the secrets do
 */
export async function fetchAnswer(
  deps: CollectDeps,
  declaration: SourceDeclaration,
  slot: number,
  request: PlannedRequest,
  attempt: number,
): Promise<RawAnswer> {
  const place = { source: declaration.name, slot, request, attempt };
  const kept = await deps.raw.read(place);
  if (kept) return kept;

  const known = await deps.known.get(declaration.name, request.key);
  const before = known && (await deps.raw.body(known.raw));
  // an answer that could not be read is asked for whole, and so is one whose earlier body is gone
  const reply = await ask(deps, declaration, request, before && attempt === 0 ? known : undefined);
  const at = deps.clock();
  const isKnown = reply.status === 'found' && known?.sha256 === sha256(reply.body);
  if (known && before && (reply.status === 'unchanged' || isKnown)) {
    const { raw: sameAs, contentType } = known;
    return deps.raw.keep(place, { outcome: 'unchanged', body: before, sameAs, contentType, at });
  }
  if (reply.status === 'unchanged') throw new TypeError('an answer without a body to a question without conditions');
  const { status: outcome, body, code, contentType } = reply;
  const tags = outcome === 'found' ? tagsOf(reply) : {};
  return deps.raw.keep(place, { outcome, body, code, contentType, at, ...tags });
}

async function ask(
  { source, secrets }: CollectDeps,
  { request: asked, rate }: SourceDeclaration,
  request: PlannedRequest,
  known: KnownAnswer | undefined,
): Promise<SourceReply> {
  const read = (name: string) => secrets.read(name);
  const headers: [string, string][] = [];
  for (const [name, value] of Object.entries(asked.headers)) headers.push([name, await revealHeader(value, read)]);
  return source.ask({
    method: request.method,
    url: await revealSecrets(request.url, read, encodeURIComponent),
    headers: Object.fromEntries(headers),
    hosts: asked.hosts,
    rate,
    ...(request.body !== undefined && { body: await revealSecrets(request.body, read, encoderOf(request.body)) }),
    ...(known && { known: tagsOf(known) }),
  });
}

function tagsOf({ etag, lastModified }: Pick<KnownAnswer, 'etag' | 'lastModified'>) {
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}
