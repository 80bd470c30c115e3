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

const WIDTH = 16;
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
    const latest = events.reduce((most, { ingestedAt }) => Math.max(most, ingestedAt), 0);
    await moveHead(market, { filmId, latest, mark });
  }

  async function moveHead(market: Market, head: SignalHead): Promise<void> {
    const key = { pk: headsOf(market), sk: head.filmId };
    const item = (of: SignalHead): Item => ({ ...key, latest: of.latest, mark: of.mark });
    while (!(await table.put(item(head), { absentOrLess: { attribute: 'latest', than: head.latest } }))) {
      const known = toHead(await table.get(key.pk, key.sk));
      if (known === undefined || known.latest < head.latest) continue;
      if (known.mark === head.mark) return;
      // Events that come late leave the latest moment where it is, but the mark must say that there is something new.
      const { latest, mark } = known;
      if (await table.put(item({ ...head, latest }), { equals: { latest, mark } })) return;
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
        heads.push(...page.items.flatMap((item) => toHead(item) ?? []));
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

function toHead(item: Item | undefined): SignalHead | undefined {
  return item && { filmId: item.sk, latest: Number(item['latest']), mark: String(item['mark']) };
}
