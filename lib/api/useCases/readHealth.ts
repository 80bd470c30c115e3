import { MARKETS, type Market } from '../../film/market.ts';
import type { Health, MarketHealth } from '../contract/serviceAnswers.ts';
import { bilingualText } from '../problem.ts';
import type { ServiceDeps } from './serviceDeps.ts';

export interface HealthDeps<Model> extends Pick<ServiceDeps<Model>, 'histories' | 'models' | 'clock'> {
  readonly version: string;
  /** Whether each store answers, told within a second. */
  readonly probes: Readonly<Record<keyof Health['stores'], () => Promise<boolean>>>;
}

/** What serves, from which data, and which stores answer; never fails. */
export async function readHealth<Model>(deps: HealthDeps<Model>): Promise<Health> {
  const [markets, stores] = await Promise.all([readMarkets(deps), readStores(deps.probes)]);
  const troubled = Object.values(markets).some(({ notes }) => notes.length > 0);
  const unreachable = Object.values(stores).includes('unreachable');
  return {
    status: troubled || unreachable ? 'degraded' : 'ok',
    version: deps.version,
    time: new Date(deps.clock()).toISOString(),
    markets,
    stores,
  };
}

async function readMarkets<Model>(deps: HealthDeps<Model>): Promise<Health['markets']> {
  const markets: Partial<Record<Market, MarketHealth>> = {};
  for (const market of Object.keys(MARKETS) as Market[]) {
    const [served, { history, hash, fresh }] = await Promise.all([
      deps.models.current(market),
      deps.histories.current(market),
    ]);
    const { serving, champion, note } = served;
    // A market without data and without a model is not served here, which is no trouble.
    const unused = hash === '' && fresh && !champion && (!note || note.code === 'champion.none');
    if (unused && !serving) continue;
    const notes = note && !(unused && note.code === 'champion.none') ? [note] : [];
    markets[market] = {
      champion: champion
        ? {
            artifactId: champion.artifactId,
            version: champion.version,
            sequence: champion.sequence,
            since: new Date(champion.since).toISOString(),
          }
        : null,
      serving: serving ? { artifactId: serving.artifactId, source: serving.source } : null,
      snapshot: hash === '' ? null : { hash, films: history.films.length, fresh },
      notes: notes.map(({ code, params }) => ({ code, ...bilingualText(code, params) })),
    };
  }
  return markets;
}

async function readStores<Model>(probes: HealthDeps<Model>['probes']): Promise<Health['stores']> {
  const reached = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, (await probe()) ? 'ok' : 'unreachable'] as const),
  );
  return Object.fromEntries(reached) as Health['stores'];
}
