import { MARKETS, type Market } from '../../film/market.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import type { SourceStatuses } from '../../stores/sourceStatus.ts';
import { memo } from './memo.ts';

export interface StaleSourcesOptions extends PatienceOptions {
  readonly statuses: Pick<SourceStatuses, 'stale'>;
  /** How long an answer is believed without asking again; default 5 s. */
  readonly sourcesMs?: number;
}

/**
 * Names of a market's providers whose last good data are older than they declared to be fresh. Never fails and never takes
 * long: when nothing can be read, they are those of the last time.
 */
export type StaleSources = (market: Market) => Promise<readonly string[]>;

export function createStaleSources(options: StaleSourcesOptions): StaleSources {
  const { statuses, clock, sourcesMs = 5000 } = options;
  const patience = createPatience(options);
  const byMarket = new Map(
    (Object.keys(MARKETS) as Market[]).map((market) => {
      let last: readonly string[] = [];
      const ask = async () => {
        const read = await patience.attempt(() => statuses.stale(market, clock()));
        if (read.ok) last = read.value;
        return last;
      };
      return [market, memo(ask, clock, sourcesMs)];
    }),
  );
  return async (market) => (await byMarket.get(market)?.()) ?? [];
}
