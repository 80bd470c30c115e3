import { parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';
import type { Origin } from '../../../lib/film/origin.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import type { BuiltArtifact } from '../../../lib/training/artifact/buildArtifact.ts';
import { exportMarket } from '../../../lib/training/exportMarket.ts';
import { DEFAULT_LEARNERS } from '../../../lib/training/learners.ts';
import { type TrainedMarket, trainMarket } from '../../../lib/training/trainMarket.ts';
import { trainOptions } from '../../../lib/training/trainOptions.ts';
import { inventHistory } from '../features/inventHistory.ts';

/** Invented films enough to train on, released 2014 to 2017; figures of them mean nothing. */
export const FILMS = 420;
export const SEED = 5;
const AS_OF = parseDay('2017-06-01');

export interface SmallMarket {
  readonly history: MarketHistory;
  readonly trained: TrainedMarket;
  readonly built: BuiltArtifact;
}

/** A market trained on invented films as of {@link AS_OF}, and its artifact. */
export async function smallMarket(
  market: Market,
  origins: readonly Origin[],
  seed = SEED,
  learners = DEFAULT_LEARNERS,
): Promise<SmallMarket> {
  const { films, rows } = inventHistory(market, seed, FILMS);
  const history = buildMarketHistory(market, films, rows);
  const trained = await trainMarket(history, trainOptions({ asOf: AS_OF, origins, learners }));
  const provenance = { fingerprint: '0'.repeat(64), source: 'simulated', trainer: 'test' } as const;
  return { history, trained, built: exportMarket(trained, history, provenance) };
}
