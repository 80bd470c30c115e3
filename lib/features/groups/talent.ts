import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import type { KnownFilm } from '../../signals/knownFilm.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { type TalentRecord, talentRecord } from '../market/talentRecord.ts';

/** Who makes a film: as an index over the catalogue, and what it is called. */
interface Role {
  readonly id: string;
  readonly column: string;
  readonly en: string;
  readonly zh: string;
  readonly index: CatalogueIndex;
}

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
    // only a distributor has films enough for a mean of takings per theatre to say more than its record
    ...(id === 'distributor' && {
      distributor_per_theatre: of('ln currency units', 'Opening per theatre', '首周末单馆票房', (r) => r.perTheater),
    }),
  };
}

/** Records of the people behind the film, from films whose totals were known by then; shrunk where they are few. */
export const TALENT = defineGroup<ReadonlyMap<string, TalentRecord>>(
  'talent',
  ({ view, facts }) => new Map(ROLES.map((each) => [each.id, talentRecord(view, facts, each.index)])),
  Object.assign({}, ...ROLES.map(columnsOf)),
);
