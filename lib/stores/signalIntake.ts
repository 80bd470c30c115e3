import type { Market } from '../film/market.ts';
import type { Clock } from '../ports/clock.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { SignalLog } from '../ports/signalLog.ts';

/** Until when everything that was taken in can be read. */
export interface SettledSignals {
  /**
   * No append that is under way, or to come, takes anything in before this instant (ms since the epoch). A view of what
   * is read afterwards that ends here, or earlier, is the same for ever. Undefined while nothing was taken in by moments.
   */
  settledUntil(market: Market): Promise<number | undefined>;
}

/** An append that did not end within this time has died with its worker; it is taken in anew when it is repeated. */
const LEASE_MS = 60_000;
const PARTITION = 'signal-intake';

interface Intake {
  readonly version: number;
  /** The latest moment that was given out. */
  readonly last: number;
  /** Moments of appends that are under way. */
  readonly open: readonly number[];
}

const NONE: Intake = { version: 0, last: 0, open: [] };

async function readIntake(table: ItemTable, market: Market): Promise<Intake> {
  return ((await table.get(PARTITION, market)) as unknown as Intake | undefined) ?? NONE;
}

/** @returns what the intake of a market has become */
async function change(table: ItemTable, market: Market, edit: (intake: Intake) => Omit<Intake, 'version'>) {
  for (;;) {
    const before = await readIntake(table, market);
    const next = { ...edit(before), version: before.version + 1 };
    const item = { pk: PARTITION, sk: market, ...next } as unknown as Item;
    const unchanged = before.version === 0 ? { absent: true as const } : { equals: { version: before.version } };
    if (await table.put(item, unchanged)) return next;
  }
}

/**
 * A log that gives every append a moment of its own, at which its events are taken in: later than all before in the
 * market, and known to be under way until all of it can be read. So nothing ever becomes known as of an instant that a
 * forecast was made at already, however many workers append.
 * @see Corbett et al. 2013, "Spanner", section 4.1.3 (safe time)
 */
export function createTakingLog({
  log,
  table,
  clock,
}: {
  readonly log: SignalLog;
  /** The signals table. */
  readonly table: ItemTable;
  readonly clock: Clock;
}): SignalLog {
  return {
    read: (market, filmId, before) => log.read(market, filmId, before),
    async append(events, batch) {
      for (const [market, own] of Map.groupBy(events, (event) => event.market)) {
        const now = clock();
        const { last: moment } = await change(table, market, ({ last, open }) => {
          const next = Math.max(now, last + 1);
          return { last: next, open: [...open.filter((other) => other > now - LEASE_MS), next] };
        });
        await log.append(
          own.map((event) => ({ ...event, ingestedAt: moment })),
          batch,
        );
        await change(table, market, ({ last, open }) => ({ last, open: open.filter((other) => other !== moment) }));
      }
    },
  };
}

/** The settled instant, as whoever appends by {@link createTakingLog} leaves it. */
export function createSettledSignals(table: ItemTable, clock: Clock): SettledSignals {
  return {
    async settledUntil(market) {
      const { version, last, open } = await readIntake(table, market);
      if (version === 0) return undefined;
      const since = clock() - LEASE_MS;
      return open.filter((moment) => moment > since).reduce((least, moment) => Math.min(least, moment), last + 1);
    },
  };
}
