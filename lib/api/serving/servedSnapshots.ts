import { MARKETS, type Market } from '../../film/market.ts';
import { type FiledHistory, fileHistory } from '../../signals/filedHistory.ts';
import type { HistorySnapshots, SnapshotPointer } from '../../stores/historySnapshots.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import { memo } from './memo.ts';

/** What the files say of a market, as far as a server knows. */
export interface ServedSnapshot {
  readonly files: FiledHistory;
  /** Content hash of the snapshot; empty when the market has none. */
  readonly hash: string;
  /** False when the store could not be asked: then it is the last one loaded, or an empty one. */
  readonly fresh: boolean;
  /** False when an earlier instant was asked about at which the market had no snapshot yet. */
  readonly stood: boolean;
}

export interface ServedSnapshots {
  /** The present snapshot of a market; never fails. */
  current(market: Market): Promise<ServedSnapshot>;
  /** The snapshot that was the present one at an instant (ms), the present one where none was yet; never fails. */
  at(market: Market, instant: number): Promise<ServedSnapshot>;
}

export interface ServedSnapshotsOptions extends PatienceOptions {
  readonly snapshots: Pick<HistorySnapshots, 'current' | 'at' | 'load'>;
  /** How long the pointer is believed without asking again; default 2 s. */
  readonly pointerMs?: number;
  /** How long loading a snapshot may take; default 15 s. */
  readonly loadMs?: number;
}

/** Snapshots by market, each loaded when its pointer moves and kept in memory until the next one is whole. */
export function createServedSnapshots(options: ServedSnapshotsOptions): ServedSnapshots {
  const markets = Object.keys(MARKETS) as Market[];
  const byMarket = new Map(markets.map((market) => [market, ofMarket(market, options)]));
  const of = (market: Market) => {
    const served = byMarket.get(market);
    if (!served) throw new RangeError(`no market ${market}`);
    return served;
  };
  return { current: (market) => of(market).current(), at: (market, instant) => of(market).at(instant) };
}

function ofMarket(market: Market, options: ServedSnapshotsOptions) {
  const { snapshots, clock, pointerMs = 2000, loadMs = 15_000 } = options;
  const pointers = createPatience({ patienceMs: 3000, ...options });
  const loads = createPatience({ ...options, patienceMs: loadMs });
  let held: ServedSnapshot | undefined;
  /** The last snapshot that was asked for as it once stood. */
  let former: ServedSnapshot | undefined;

  const load = async (pointer: SnapshotPointer): Promise<ServedSnapshot | undefined> => {
    const loaded = await loads.attempt(async () => {
      const { films, rows } = await snapshots.load(pointer.key);
      return { files: fileHistory(market, films, rows), hash: pointer.hash, fresh: true, stood: true };
    });
    return loaded.ok ? loaded.value : undefined;
  };

  const current = memo(
    async (): Promise<ServedSnapshot> => {
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

  const at = async (instant: number): Promise<ServedSnapshot> => {
    const present = await current();
    const pointer = await pointers.attempt(() => snapshots.at(market, instant));
    if (!pointer.ok) return { ...present, fresh: false };
    if (!pointer.value) return { ...present, stood: false };
    if (pointer.value.hash === present.hash) return present;
    if (pointer.value.hash !== former?.hash) former = (await load(pointer.value)) ?? former;
    return former?.hash === pointer.value.hash ? former : { ...present, fresh: false };
  };

  return { current, at };
}

const nothing = (market: Market, fresh: boolean): ServedSnapshot => ({
  files: fileHistory(market, [], []),
  hash: '',
  fresh,
  stood: true,
});
