import type { Day } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import type { CatalogueIndex } from './catalogueIndex.ts';
import type { KnownFilm } from './knownFilm.ts';
import type { MarketHistory } from './marketHistory.ts';
import { MeasureCache } from './measureCache.ts';

/** What two histories of one market have in common. */
export interface CommonPast {
  readonly history: MarketHistory;
  /** At every moment up to the midnight that begins this day, both histories know the same. */
  readonly through: Day;
}

/**
 * The cache of a history that shares its past with another: what follows from that past is worked out once for both.
 * No value kept may name films by index, because the two may count them differently.
 */
export class SharedMeasures extends MeasureCache {
  readonly #past: CommonPast;
  readonly #facts: readonly KnownFilm[];
  /** The place of each film in the other history, -1 where the two say different things of it. */
  readonly #places: Int32Array;
  readonly #isAlike: boolean;

  constructor(past: CommonPast, filmIds: readonly string[], facts: readonly KnownFilm[]) {
    super(facts.length);
    this.#past = past;
    this.#facts = facts;
    const other = past.history;
    this.#places = Int32Array.from(facts, (film, at) => {
      const place = other.indexOf(filmIds[at] ?? '') ?? -1;
      return other.facts[place] === film ? place : -1;
    });
    this.#isAlike = facts.length === other.facts.length && this.#places.every((place, at) => place === at);
  }

  override atMoment<T>(moment: number, name: string, compute: () => T): T {
    const today = Math.floor(moment / 2); // as `MarketView.once` files it
    const { through, history } = this.#past;
    return today <= through ? history.cache.atMoment(moment, name, compute) : super.atMoment(moment, name, compute);
  }

  override ofFilm(measure: object, origin: Origin, film: number, compute: () => number): number {
    const place = this.#places[film] ?? -1;
    const day = (this.#facts[film]?.releaseDate ?? Number.POSITIVE_INFINITY) + origin;
    const isPast = place >= 0 && day <= this.#past.through;
    return isPast
      ? this.#past.history.cache.ofFilm(measure, origin, place, compute)
      : super.ofFilm(measure, origin, film, compute);
  }

  override byKey(index: CatalogueIndex, facts: readonly KnownFilm[]): ReadonlyMap<string, readonly number[]> {
    return this.#isAlike ? this.#past.history.cache.byKey(index, facts) : super.byKey(index, facts);
  }
}
