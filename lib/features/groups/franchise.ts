import { type Column, defineGroup } from '../featureGroup.ts';
import { logMoney } from '../logMoney.ts';
import { type SeriesRecord, seriesRecord } from '../market/seriesRecord.ts';
import { type TitleKeys, titleKeys } from '../titleKeys.ts';

interface Franchise {
  /** False for a film that has no title but its id. */
  readonly hasTitle: boolean;
  readonly keys: TitleKeys;
  readonly series: SeriesRecord;
  readonly ownFirstDay: number;
}

const SOURCE = 'films.csv title; final_gross and daily.csv gross of the series finished by then';

const column = (
  unit: string,
  en: string,
  zh: string,
  value: (franchise: Franchise) => number,
  knownFrom = -7,
): Column<Franchise> => ({ unit, source: SOURCE, knownFrom, en, zh, value });

/** The series a film belongs to, found by its title. */
export const FRANCHISE = defineGroup<Franchise>(
  'franchise',
  ({ view, facts, film, gross }) => ({
    hasTitle: facts.title !== '',
    keys: titleKeys(facts),
    series: seriesRecord(view, film),
    ownFirstDay: logMoney(gross[0] as number),
  }),
  {
    sequel_number: column('number', 'Number in the title', '片名中的序号', (f) => f.keys.number),
    has_subtitle: column('0/1', 'Title has a subtitle', '片名含副标题', (f) => Number(f.keys.hasSubtitle)),
    series_films: column('count', 'Finished films of the series', '系列已完结影片数', (f) => f.series.films),
    series_last: column(
      'ln ratio',
      'Total of the last film of the series against its time',
      '系列前作相对同期表现',
      (f) => f.series.lastResidual,
    ),
    series_legs: column('ln ratio', 'Legs of the last film of the series', '系列前作长尾', (f) => f.series.lastLegs),
    series_best: column('ln currency units', 'Best total of the series', '系列最高票房', (f) => f.series.bestTotal),
    series_years: column(
      'years',
      'Years since the last film of the series',
      '距系列前作年数',
      (f) => f.series.yearsSince,
    ),
    series_first_day: column(
      'ln currency units',
      'First day of the last film of the series',
      '系列前作首日票房',
      (f) => f.series.lastFirstDay,
    ),
    first_day_to_series: column(
      'ln ratio',
      'First day against that of the last film of the series',
      '首日相对系列前作首日',
      (f) => f.ownFirstDay - f.series.lastFirstDay,
      1,
    ),
  },
);
