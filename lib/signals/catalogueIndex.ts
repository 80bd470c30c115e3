import type { KnownFilm } from './knownFilm.ts';

/** A way to find films by catalogue facts: the keys under which a film is filed. */
export interface CatalogueIndex {
  readonly name: string;
  keysOf(film: KnownFilm): readonly string[];
}
