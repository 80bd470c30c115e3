import { MARKETS, type Market } from '../../film/market.ts';
import type { ArtifactsParameters } from '../contract/parameters.ts';
import type { ArtifactPageAnswer } from '../contract/serviceAnswers.ts';
import type { ServiceDeps } from './serviceDeps.ts';

/**
 * Registered artifacts, the newest of a market first, with the one that serves marked.
 * @throws AppError `store.cursor`, `store.unavailable`
 */
export async function listArtifacts<Model>(
  { registry, models }: Pick<ServiceDeps<Model>, 'registry' | 'models'>,
  { market, limit, cursor }: ArtifactsParameters,
): Promise<ArtifactPageAnswer> {
  const page = await registry.list({
    ...(market ? { market } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  const champions = new Set<string>();
  for (const name of Object.keys(MARKETS) as Market[]) {
    const { champion } = await models.current(name);
    if (champion) champions.add(`${name} ${champion.artifactId}`);
  }
  const artifacts = page.artifacts.map(({ savedAt, runId, summary, ...record }) => ({
    ...record,
    savedAt: new Date(savedAt).toISOString(),
    ...(runId === undefined ? {} : { runId }),
    ...(summary === undefined ? {} : { summary: { ...summary } }),
    champion: champions.has(`${record.market} ${record.artifactId}`),
  }));
  return page.cursor ? { artifacts, cursor: page.cursor } : { artifacts };
}
