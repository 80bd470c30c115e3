import type { RevisionPageAnswer } from '../contract/filmAnswers.ts';
import type { RevisionsParameters } from '../contract/parameters.ts';
import { findFilm } from './findFilm.ts';
import type { ServiceDeps } from './serviceDeps.ts';

/**
 * What was forecast of a film and when, the latest moment first, each with what changed against the one before.
 * @throws AppError `film.unknown`, `film.ambiguous`, `store.cursor`, `store.unavailable`
 */
export async function listRevisions<Model>(
  { histories, log }: Pick<ServiceDeps<Model>, 'histories' | 'log'>,
  { id, market: asked, limit, cursor }: RevisionsParameters,
): Promise<RevisionPageAnswer> {
  const { market } = await findFilm(histories, id, asked);
  const options = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
  const page = await log.list(market, id, options);
  const revisions = page.revisions.map(({ recordedAt, ...revision }) => ({
    ...revision,
    recordedAt: new Date(recordedAt).toISOString(),
  }));
  return page.cursor ? { filmId: id, market, revisions, cursor: page.cursor } : { filmId: id, market, revisions };
}
