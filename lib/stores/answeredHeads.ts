import type { Market } from '../film/market.ts';
import type { Clock } from '../ports/clock.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import type { SignalHead } from '../ports/signalHeads.ts';

/** Which signals of a film have been answered with a forecast, so that a burst of them is answered once. */
export interface AnsweredHeads {
  has(market: Market, head: SignalHead): Promise<boolean>;
  remember(market: Market, head: SignalHead): Promise<void>;
}

const DAY_SECONDS = 86_400;
const partition = (market: Market, filmId: string) => `answered#${market}#${filmId}`;

/** Answered heads in the cache table; one that is forgotten costs a forecast that says nothing new. */
export function createAnsweredHeads(table: ItemTable, clock: Clock): AnsweredHeads {
  return {
    async has(market, { filmId, version }) {
      const item = await table.get(partition(market, filmId), 'head');
      return Number(item?.['version'] ?? 0) >= version;
    },
    async remember(market, { filmId, version }) {
      const ttl = Math.floor(clock() / 1000) + DAY_SECONDS;
      await table.put(
        { pk: partition(market, filmId), sk: 'head', version, ttl },
        { absentOrLess: { attribute: 'version', than: version } },
      );
    },
  };
}
