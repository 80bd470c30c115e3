import type { Origin } from '../film/origin.ts';
import type { CatalogueIndex } from './catalogueIndex.ts';
import type { KnownFilm } from './knownFilm.ts';

/** Moments whose worked-out values are kept; a backtest over twenty years needs some 7,000. */
const MOST_MOMENTS = 20_000;

interface MeasureValues {
  readonly values: Float64Array;
  readonly done: Uint8Array;
}

/**
 * What has been worked out about one history. Every value follows from what was known at the moment it is filed under,
 * so keeping it changes nothing but time.
 */
export class MeasureCache {
  readonly #size: number;
  readonly #moments = new Map<number, Map<string, unknown>>();
  readonly #measures = new Map<object, Map<Origin, MeasureValues>>();
  readonly #indices = new Map<CatalogueIndex, ReadonlyMap<string, readonly number[]>>();

  /** @param size number of films */
  constructor(size: number) {
    this.#size = size;
  }

  /** The value named `name` at a moment, computed when asked for first. */
  atMoment<T>(moment: number, name: string, compute: () => T): T {
    let values = this.#moments.get(moment);
    if (values === undefined) {
      if (this.#moments.size >= MOST_MOMENTS) this.#moments.clear();
      values = new Map();
      this.#moments.set(moment, values);
    }
    if (!values.has(name)) values.set(name, compute());
    return values.get(name) as T;
  }

  /** The measure of a film at one of its own origins. */
  ofFilm(measure: object, origin: Origin, film: number, compute: () => number): number {
    let origins = this.#measures.get(measure);
    if (origins === undefined) {
      origins = new Map();
      this.#measures.set(measure, origins);
    }
    let kept = origins.get(origin);
    if (kept === undefined) {
      kept = { values: new Float64Array(this.#size), done: new Uint8Array(this.#size) };
      origins.set(origin, kept);
    }
    if (kept.done[film] === 0) {
      kept.values[film] = compute();
      kept.done[film] = 1;
    }
    return kept.values[film] as number;
  }

  /** Films by key of an index over catalogue facts, each list in the order of the history. */
  byKey(index: CatalogueIndex, facts: readonly KnownFilm[]): ReadonlyMap<string, readonly number[]> {
    const kept = this.#indices.get(index);
    if (kept !== undefined) return kept;
    const films = new Map<string, number[]>();
    facts.forEach((film, at) => {
      for (const key of new Set(index.keysOf(film))) {
        const list = films.get(key);
        if (list === undefined) films.set(key, [at]);
        else list.push(at);
      }
    });
    this.#indices.set(index, films);
    return films;
  }
}
