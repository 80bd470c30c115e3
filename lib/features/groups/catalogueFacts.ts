import type { KnownFilm } from '../../signals/knownFilm.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { GENRES, genreIds } from '../genres.ts';
import { logMoney } from '../logMoney.ts';
import { oneHot } from '../oneHot.ts';

interface Facts {
  readonly film: KnownFilm;
  /** Undefined when the film names no genre at all. */
  readonly genres: ReadonlySet<string> | undefined;
}

const CERTIFICATES = [
  { id: 'g', text: 'G', en: 'Rated G', zh: 'G 级' },
  { id: 'pg', text: 'PG', en: 'Rated PG', zh: 'PG 级' },
  { id: 'pg_13', text: 'PG-13', en: 'Rated PG-13', zh: 'PG-13 级' },
  { id: 'r', text: 'R', en: 'Rated R', zh: 'R 级' },
] as const;

const fact = (
  column: string,
  unit: string,
  en: string,
  zh: string,
  value: (facts: Facts) => number,
): Column<Facts> => ({ unit, source: `films.csv ${column}`, knownFrom: -7, en, zh, value });

/** A number about the title; NaN for a film without one. */
const titled =
  (value: (film: KnownFilm) => number) =>
  ({ film }: Facts) =>
    film.title === '' ? Number.NaN : value(film);

/** What the announcement of the film says. */
export const CATALOGUE_FACTS = defineGroup<Facts>(
  'catalogue',
  ({ facts }) => ({ film: facts, genres: facts.genres.length === 0 ? undefined : genreIds(facts.genres) }),
  {
    ...oneHot('genre', GENRES, { unit: '0/1', source: 'films.csv genres', knownFrom: -7 }, (f, { id }) =>
      f.genres?.has(id),
    ),
    genre_count: fact('genres', 'count', 'Number of genres', '类型数量', (f) => f.genres?.size ?? Number.NaN),
    ...oneHot(
      'certificate',
      CERTIFICATES,
      { unit: '0/1', source: 'films.csv certificate', knownFrom: -7 },
      (f, { text }) => (f.film.certificate === undefined ? undefined : f.film.certificate === text),
    ),
    runtime: fact('runtime_min', 'minutes', 'Running time', '片长', (f) => f.film.runtimeMin),
    budget: fact('budget', 'ln currency units', 'Production budget', '制作成本', (f) => logMoney(f.film.budget)),
    title_3d: fact(
      'title',
      '0/1',
      'Title says 3D',
      '片名含 3D',
      titled(({ title }) => Number(/3D/i.test(title))),
    ),
    title_reissue: fact(
      'title',
      '0/1',
      'Title says re-release',
      '片名含重映',
      titled(({ title }) => Number(/re-?release|\d(st|nd|rd|th) ann|重映|修复/i.test(title))),
    ),
    title_length: fact(
      'title',
      'characters',
      'Length of the title',
      '片名长度',
      titled(({ title }) => title.length),
    ),
  },
);
