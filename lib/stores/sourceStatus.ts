import { isMarket, type Market } from '../film/market.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';

/** How a source stands. Missing says nothing about the market: it is never read as no demand. */
interface SourceStatus {
  readonly source: string;
  readonly market: Market;
  /** The latest slot that was tried, ms since the epoch. */
  readonly lastSlot: number;
  /** The latest slot that was answered; absent when none ever was. */
  readonly lastSuccess?: number;
  /** First of the slots that have failed in a row. */
  readonly missingSince?: number;
  readonly reason?: string;
  /** How long after its last success the source's readings count as stale, ms. */
  readonly staleAfterMs: number;
}

/** What became of one slot, for the status. */
interface SlotOutcome {
  readonly source: string;
  readonly market: Market;
  readonly slot: number;
  readonly staleAfterMs: number;
  /** Absent for a success. */
  readonly reason?: string;
}

export interface SourceStatuses {
  get(source: string): Promise<SourceStatus | undefined>;
  list(): Promise<readonly SourceStatus[]>;
  /** Takes over what became of a slot; what is older than the status knows changes nothing. */
  record(outcome: SlotOutcome): Promise<void>;
  /** Names of the market's sources whose last success is too long ago at that moment, in the order of their names. */
  stale(market: Market, now: number): Promise<readonly string[]>;
}

const STATUS = 'source-status';

/** The state of every source that was ever asked, one record each. */
export function createSourceStatuses(table: ItemTable): SourceStatuses {
  async function get(source: string): Promise<SourceStatus | undefined> {
    const item = await table.get(STATUS, source);
    return item && toStatus(item);
  }
  async function list(): Promise<readonly SourceStatus[]> {
    const statuses: SourceStatus[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.query(STATUS, cursor === undefined ? {} : { cursor });
      statuses.push(...page.items.map(toStatus));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return statuses;
  }

  return {
    get,
    list,
    async record({ source, market, slot, staleAfterMs, reason }) {
      const before = await get(source);
      const lastSuccess = reason === undefined ? slot : before?.lastSuccess;
      const missing = reason === undefined ? {} : { missingSince: before?.missingSince ?? slot, reason };
      const status: SourceStatus = {
        source,
        market,
        lastSlot: slot,
        staleAfterMs,
        ...(lastSuccess !== undefined && { lastSuccess }),
        ...missing,
      };
      // a slot that a later one has overtaken is left out
      await table.put(
        { pk: STATUS, sk: source, ...status },
        { absentOrLess: { attribute: 'lastSlot', than: slot + 1 } },
      );
    },
    async stale(market, now) {
      const statuses = await list();
      return statuses.filter((one) => one.market === market && isStale(one, now)).map(({ source }) => source);
    },
  };
}

/** Whether a source's readings are too old at a moment to be counted on. */
function isStale({ lastSuccess, staleAfterMs }: SourceStatus, now: number): boolean {
  return lastSuccess === undefined || now - lastSuccess > staleAfterMs;
}

function toStatus({ pk: _pk, sk: _sk, ttl: _ttl, ...status }: Item): SourceStatus {
  if (!isMarket(String(status['market']))) throw new TypeError('a status without a market');
  return status as unknown as SourceStatus;
}
