import type { MarketView } from '../../signals/asOfView.ts';
import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import type { KnownFilm } from '../../signals/knownFilm.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { LEGS_RESIDUAL, OPENING_PER_THEATER, TOTAL_RESIDUAL } from '../market/filmResiduals.ts';

/** Who makes a film: as an index over the catalogue, and what it is called. */
interface Role {
  readonly id: string;
  readonly column: string;
  readonly en: string;
  readonly zh: string;
  readonly index: CatalogueIndex;
}

/** The finished films of the people of one role; all in natural logs, NaN when there is no such film. */
interface TalentRecord {
  /** The best of their records, each the sum of its residuals over n + 1.5. */
  readonly best: number;
  /** The mean of their records. */
  readonly mean: number;
  /** Finished films of all of them together; NaN when the film names nobody. */
  readonly films: number;
  /** Residual of legs, the sum over n + 3. */
  readonly legs: number;
  /** Mean residual of the latest eight films. */
  readonly latest: number;
  /** Mean takings per theatre in the first three days of the latest 25 films. */
  readonly perTheater: number;
}

/** Films that a record is pulled towards none by; chosen on US films of 2011-2015. */
const RECORD_PRIOR = 1.5;
const LEGS_PRIOR = 3;
const LATEST = 8;
const LATEST_PER_THEATER = 25;

/** People beyond these are not what a film is sold by. */
const LEAD_DIRECTORS = 2;
const LEAD_CAST = 4;

const role = (
  id: string,
  column: string,
  en: string,
  zh: string,
  keysOf: (film: KnownFilm) => readonly string[],
): Role => ({ id, column, en, zh, index: { name: id, keysOf } });

const ROLES: readonly Role[] = [
  role('directors', 'directors', 'directors', '导演', (film) => film.directors.slice(0, LEAD_DIRECTORS)),
  role('cast', 'cast', 'cast', '主演', (film) => film.cast.slice(0, LEAD_CAST)),
  role('distributor', 'distributor', 'distributor', '发行方', ({ distributor }) =>
    distributor === undefined || distributor === '-' ? [] : [distributor],
  ),
];

/** What is known, at the moment of the view, of the finished films of the people of one role. */
function talentRecord(view: MarketView, film: KnownFilm, { index }: Role): TalentRecord {
  const people = new Set(index.keysOf(film));
  const records: number[] = [];
  const finished: number[] = [];
  for (const person of people) {
    let sum = 0;
    let films = 0;
    view.eachMaturedWith(index, person, (earlier) => {
      const residual = view.whenMature(TOTAL_RESIDUAL, earlier);
      if (Number.isNaN(residual)) return;
      sum += residual;
      films++;
      finished.push(earlier);
    });
    if (films > 0) records.push(sum / (films + RECORD_PRIOR));
  }
  // people who worked together share films, and each film counts once in what follows
  const films = Array.from(new Set(finished)).sort((a, b) => a - b);
  const legs = known(films.map((earlier) => view.whenMature(LEGS_RESIDUAL, earlier)));
  const perTheater = films.slice(-LATEST_PER_THEATER).map((earlier) => view.whenMature(OPENING_PER_THEATER, earlier));
  return {
    best: records.length === 0 ? Number.NaN : Math.max(...records),
    mean: mean(records),
    films: people.size === 0 ? Number.NaN : films.length,
    legs: legs.length === 0 ? Number.NaN : sumOf(legs) / (legs.length + LEGS_PRIOR),
    latest: mean(films.slice(-LATEST).map((earlier) => view.whenMature(TOTAL_RESIDUAL, earlier))),
    perTheater: mean(known(perTheater)),
  };
}

const known = (values: readonly number[]): readonly number[] => values.filter((value) => !Number.isNaN(value));
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : sumOf(values) / values.length);

/** One role's columns; each reads its own record out of the records of all roles. */
function columnsOf({ id, column, en, zh }: Role): Record<string, Column<ReadonlyMap<string, TalentRecord>>> {
  const of = (unit: string, meaning: string, meaningZh: string, read: (record: TalentRecord) => number) => ({
    unit,
    source: `films.csv ${column}; final_gross of their films finished by then`,
    knownFrom: -7,
    en: `${meaning} of the ${en}`,
    zh: `${zh}${meaningZh}`,
    value: (records: ReadonlyMap<string, TalentRecord>) => {
      const record = records.get(id);
      return record === undefined ? Number.NaN : read(record);
    },
  });
  return {
    [`${id}_best`]: of('ln ratio', 'Best record', '最佳战绩', (r) => r.best),
    [`${id}_mean`]: of('ln ratio', 'Mean record', '平均战绩', (r) => r.mean),
    [`${id}_films`]: of('count', 'Finished films', '已完结影片数', (r) => r.films),
    [`${id}_legs`]: of('ln ratio', 'Record of legs', '长尾战绩', (r) => r.legs),
    [`${id}_latest`]: of('ln ratio', 'Latest films', '近期作品表现', (r) => r.latest),
    [`${id}_per_theater`]: of('ln currency units', 'Opening per theatre', '首周末单馆票房', (r) => r.perTheater),
  };
}

/** Records of the people behind the film, from films whose totals were known by then; shrunk where they are few. */
export const TALENT = defineGroup<ReadonlyMap<string, TalentRecord>>(
  'talent',
  ({ view, facts }) => new Map(ROLES.map((each) => [each.id, talentRecord(view, facts, each)])),
  Object.assign({}, ...ROLES.map(columnsOf)),
);
