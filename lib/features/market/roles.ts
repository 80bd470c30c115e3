import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import type { KnownFilm } from '../../signals/knownFilm.ts';

/** Who makes a film: as an index over the catalogue, and what it is called. */
export interface Role {
  readonly id: string;
  readonly column: string;
  readonly en: string;
  readonly zh: string;
  readonly index: CatalogueIndex;
}

/** People beyond these are not what a film is sold by. */
const LEAD_DIRECTORS = 2;
const LEAD_CAST = 4;
const LEAD_PRODUCERS = 3;

const role = (
  id: string,
  column: string,
  en: string,
  zh: string,
  keysOf: (film: KnownFilm) => readonly string[],
): Role => ({ id, column, en, zh, index: { name: id, keysOf } });

/** Everybody whose record says something of their next film. */
export const ROLES: readonly Role[] = [
  role('directors', 'directors', 'directors', '导演', (film) => film.directors.slice(0, LEAD_DIRECTORS)),
  role('cast', 'cast', 'cast', '主演', (film) => film.cast.slice(0, LEAD_CAST)),
  role('producers', 'producers', 'producers', '出品方', (film) => film.producers.slice(0, LEAD_PRODUCERS)),
  role('distributor', 'distributor', 'distributor', '发行方', ({ distributor }) =>
    distributor === undefined || distributor === '-' ? [] : [distributor],
  ),
];
