import type { Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { inParallel } from './inParallel.ts';

/** A change of catalogue facts, kept for ever: which batch said what, and what had been known before. */
interface FilmFact {
  readonly batch: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly changes: readonly { readonly field: string; readonly before?: unknown; readonly after?: unknown }[];
}

interface FilmPage {
  readonly films: readonly Film[];
  /** Where the next page begins; absent on the last one. */
  readonly cursor?: string;
}

/** What one batch led to, as the market's snapshot of that version says. */
interface CatalogueUpdate {
  readonly batch: string;
  readonly market: Market;
  /** Version of the snapshot pointer: a lower one never replaces a higher one. */
  readonly version: number;
  readonly at: number;
  readonly films: readonly Film[];
}

export interface FilmCatalogue {
  get(filmId: string): Promise<Film | undefined>;
  /** Films of a market in the order of their ids. */
  list(market: Market, options?: { readonly limit?: number; readonly cursor?: string }): Promise<FilmPage>;
  /** Changes of a film's facts, earliest first. */
  facts(filmId: string): Promise<readonly FilmFact[]>;
  /** Takes over the facts of a batch. @returns how many films are new or changed */
  record(update: CatalogueUpdate): Promise<number>;
}

const WIDTH = 16;
const PAGE = 1_000;
const listOf = (market: Market) => `films#${market}`;
const factsOf = (filmId: string) => `film#${filmId}`;
const FACT = 'fact#';

/**
 * The films as they stand, in the films table: one record per film under its market, and its changes under the film. It
 * follows the market snapshots, which are the truth that forecasts read.
 */
export function createFilmCatalogue(table: ItemTable): FilmCatalogue {
  async function all(market: Market): Promise<ReadonlyMap<string, Film>> {
    const films = new Map<string, Film>();
    let cursor: string | undefined;
    do {
      const page = await table.query(listOf(market), { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      for (const item of page.items) films.set(item.sk, toFilm(item));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return films;
  }

  return {
    async get(filmId) {
      const markets = Object.keys(MARKETS) as Market[];
      const found = await Promise.all(markets.map((market) => table.get(listOf(market), filmId)));
      const item = found.find((candidate) => candidate !== undefined);
      return item && toFilm(item);
    },

    async list(market, { limit = 50, cursor } = {}) {
      const page = await table.query(listOf(market), { limit, ...(cursor === undefined ? {} : { cursor }) });
      const films = page.items.map(toFilm);
      return page.cursor === undefined ? { films } : { films, cursor: page.cursor };
    },

    async facts(filmId) {
      const { items } = await table.query(factsOf(filmId), { prefix: FACT, limit: PAGE });
      return items.map((item) => JSON.parse(String(item['fact'])) as FilmFact);
    },

    async record({ batch, market, version, at, films }) {
      const known = await all(market);
      const news = films.filter((film) => canonicalJson(known.get(film.filmId) ?? null) !== canonicalJson(film));
      await inParallel(news, WIDTH, async (film) => {
        const before = known.get(film.filmId);
        if (before) {
          // The change is written first: should this worker die, its successor finds the film still unchanged.
          const fact: FilmFact = { batch, at, changes: changesBetween(before, film) };
          const sk = `${FACT}${String(version).padStart(12, '0')}#${batch}`;
          await table.put({ pk: factsOf(film.filmId), sk, fact: JSON.stringify(fact) }, { absent: true });
        }
        const item = { pk: listOf(market), sk: film.filmId, version, film: JSON.stringify(film) };
        await table.put(item, { absentOrLess: { attribute: 'version', than: version } });
      });
      return news.length;
    },
  };
}

function changesBetween(before: Film, after: Film): FilmFact['changes'] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Film)[];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

// Only this store writes these records.
const toFilm = (item: Item) => JSON.parse(String(item['film'])) as Film;
