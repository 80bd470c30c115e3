import { MARKETS, type Market } from '../../film/market.ts';
import { buildMarketHistory, type MarketHistory } from '../../signals/marketHistory.ts';
import type { HistorySnapshots, SnapshotPointer } from '../../stores/historySnapshots.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import { memo } from './memo.ts';

/** The history that a market's forecasts are made from. */
export interface ServedHistory {
  readonly history: MarketHistory;
  /** Content hash of the snapshot; empty when the market has none. */
  readonly hash: string;
  /** False when the store could not be asked: then it is the last one loaded, or an empty one. */
  readonly fresh: boolean;
}

export interface MarketHistories {
  /** The present history of a market; never fails. */
  current(market: Market): Promise<ServedHistory>;
}

export interface MarketHistoriesOptions extends PatienceOptions {
  readonly snapshots: Pick<HistorySnapshots, 'current' | 'load'>;
  /** How long the pointer is believed without asking again; default 2 s. */
  readonly pointerMs?: number;
  /** How long loading a snapshot may take; default 15 s. */
  readonly loadMs?: number;
}

/** Market histories, each loaded when its pointer moves and kept in memory until the next one is whole. */
export function createMarketHistories(options: MarketHistoriesOptions): MarketHistories {
  const { snapshots, clock, pointerMs = 2000, loadMs = 15_000 } = options;

  const ofMarket = (market: Market) => {
    const pointers = createPatience({ patienceMs: 3000, ...options });
    const loads = createPatience({ ...options, patienceMs: loadMs });
    let held: ServedHistory | undefined;

    const load = async (pointer: SnapshotPointer): Promise<ServedHistory | undefined> => {
      const loaded = await loads.attempt(async () => {
        const { films, rows } = await snapshots.load(pointer.key);
        return { history: buildMarketHistory(market, films, rows), hash: pointer.hash, fresh: true };
      });
      return loaded.ok ? loaded.value : undefined;
    };

    return memo(
      async (): Promise<ServedHistory> => {
        const pointer = await pointers.attempt(() => snapshots.current(market));
        if (!pointer.ok) return { ...(held ?? nothing(market, false)), fresh: false };
        if (pointer.value?.hash === held?.hash && held) return held;
        const present = pointer.value ? await load(pointer.value) : nothing(market, true);
        held = present ?? held;
        return present ?? { ...(held ?? nothing(market, false)), fresh: false };
      },
      clock,
      pointerMs,
    );
  };

  const byMarket = new Map((Object.keys(MARKETS) as Market[]).map((market) => [market, ofMarket(market)]));
  return { current: (market) => byMarket.get(market)?.() ?? Promise.resolve(nothing(market, false)) };
}

const nothing = (market: Market, fresh: boolean): ServedHistory => ({
  history: buildMarketHistory(market, [], []),
  hash: '',
  fresh,
});
