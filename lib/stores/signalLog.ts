import type { Market } from '../film/market.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { SignalHead, SignalHeads } from '../ports/signalHeads.ts';
import type { SignalLog } from '../ports/signalLog.ts';
import { sha256 } from '../provenance/sha256.ts';
import { type FirstTakings, firstTakings } from '../signals/firstTakings.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';
import { inParallel } from './inParallel.ts';
import { packEvents, SPAN_MS, timeKey } from './packEvents.ts';

export interface StoredSignals extends SignalLog, SignalHeads {
  /** Everything of a film, with the ids that came with two contents. */
  audit(market: Market, filmId: string): Promise<FirstTakings>;
}

/** What one append says of itself to those who only look at heads. */
interface Append {
  readonly floor: number;
  readonly latest: number;
  readonly mark: string;
}

const WIDTH = 16;
/** Appends of which a head remembers where they begin; a reader who has missed more reads everything. */
const FLOORS = 20;
const PAGE = 1_000;
const eventsOf = (market: Market, filmId: string) => `signals#${market}#${filmId}`;
const headsOf = (market: Market) => `signal-heads#${market}`;

/**
 * Events in the signals table, for ever: an append leaves one record or a few per film, put once under the moment of
 * taking in, the name of the batch and the hash of what it holds. Nothing is replaced; what is read is each id's first
 * taking in, so repeated and overlapping appends are harmless.
 */
export function createSignalLog(table: ItemTable): StoredSignals {
  async function appendFilm(events: readonly SignalEvent[], batch: string): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const { market, filmId } = first;
    let mark = '';
    for (const { from, text } of packEvents(events)) {
      const hash = sha256(text).slice(0, 32);
      mark = `${batch}#${hash}`;
      await table.put({ pk: eventsOf(market, filmId), sk: `${timeKey(from)}#${mark}`, events: text }, { absent: true });
    }
    // The head follows the events: whoever sees it finds them.
    const moments = events.map(({ ingestedAt }) => ingestedAt);
    await moveHead(market, filmId, { floor: least(moments), latest: -least(moments.map((at) => -at)), mark });
  }

  async function moveHead(market: Market, filmId: string, { floor, latest, mark }: Append): Promise<void> {
    const key = { pk: headsOf(market), sk: filmId };
    for (;;) {
      const item = await table.get(key.pk, key.sk);
      if (item?.['mark'] === mark) return; // the same append again
      const known = item && toHead(item);
      const next: Item = {
        ...key,
        mark,
        version: (known?.version ?? 0) + 1,
        latest: Math.max(known?.latest ?? 0, latest),
        floors: [floor, ...(known?.floors ?? [])].slice(0, FLOORS),
      };
      if (await table.put(next, known ? { equals: { version: known.version } } : { absent: true })) return;
    }
  }

  async function* stored(market: Market, filmId: string, descending: boolean) {
    let cursor: string | undefined;
    do {
      const options = { descending, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const page = await table.query(eventsOf(market, filmId), options);
      yield* page.items;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  async function all(market: Market, filmId: string, before: number): Promise<FirstTakings> {
    const events: SignalEvent[] = [];
    const end = timeKey(before);
    for await (const item of stored(market, filmId, false)) {
      if (item.sk >= end) break;
      for (const event of toEvents(item)) events.push(event);
    }
    return firstTakings(events, before);
  }

  return {
    async append(events, batch) {
      const films = Map.groupBy(events, ({ market, filmId }) => eventsOf(market, filmId));
      await inParallel([...films.values()], WIDTH, (ofFilm) => appendFilm(ofFilm, batch));
    },

    async read(market, filmId, before) {
      return (await all(market, filmId, before)).events;
    },

    audit: (market, filmId) => all(market, filmId, Number.POSITIVE_INFINITY),

    async heads(market) {
      const heads: SignalHead[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.query(headsOf(market), { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
        heads.push(...page.items.map(toHead));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return heads;
    },

    async recent(market, filmId, since) {
      const events: SignalEvent[] = [];
      const start = timeKey(since - SPAN_MS);
      for await (const item of stored(market, filmId, true)) {
        if (item.sk < start) break;
        for (const event of toEvents(item)) events.push(event);
      }
      return events;
    },
  };
}

// Only this store writes these records.
const toEvents = (item: Item) => JSON.parse(String(item['events'])) as readonly SignalEvent[];

function toHead(item: Item): SignalHead {
  const { latest, version, floors } = item as unknown as SignalHead;
  return { filmId: item.sk, latest, version, floors };
}

function least(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
