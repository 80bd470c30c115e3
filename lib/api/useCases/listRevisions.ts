import type { Market } from '../../film/market.ts';
import type { RevisionReason } from '../../stores/forecastLog.ts';
import type { RevisionPageAnswer } from '../contract/filmAnswers.ts';
import type { RevisionsParameters } from '../contract/parameters.ts';
import { describeReason } from '../describeReason.ts';
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
  const { market } = await findFilm(histories.current, id, asked);
  const options = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
  const page = await log.list(market, id, options);
  const revisions = page.revisions.map(({ recordedAt, reason, ...revision }) => ({
    ...revision,
    recordedAt: toIso(recordedAt),
    ...(reason ? { reason: toReason(reason, market) } : {}),
  }));
  return page.cursor ? { filmId: id, market, revisions, cursor: page.cursor } : { filmId: id, market, revisions };
}

const toIso = (instant: number) => new Date(instant).toISOString();

function toReason(reason: RevisionReason, market: Market) {
  const { changed, window } = reason;
  const span = window ? { window: { start: toIso(window.start), end: toIso(window.end) } } : {};
  return { text: { ...describeReason(reason, market) }, changed: [...changed], ...span };
}
