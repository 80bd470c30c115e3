import { type Column, defineGroup } from '../featureGroup.ts';
import { ROLES, type Role } from '../market/roles.ts';
import { type TalentRecord, talentRecord } from '../market/talentRecord.ts';

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
