import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { logMoney } from '../logMoney.ts';
import { TOTAL_RESIDUAL } from '../market/filmResiduals.ts';
import { logLegs } from '../market/referenceLevel.ts';
import type { Subject } from '../subject.ts';
import { type TitleKeys, titleKeys } from '../titleKeys.ts';

/** Earlier finished films of the same series; natural logs of currency units, NaN when there is none. */
interface Franchise {
  readonly keys: TitleKeys;
  readonly films: number;
  readonly lastResidual: number;
  readonly lastLegs: number;
  readonly lastFirstDay: number;
  readonly bestTotal: number;
  readonly yearsSince: number;
  readonly ownFirstDay: number;
}

/** Files a film under its base, under every beginning of it, and under its first two words. */
const BY_TITLE: CatalogueIndex = {
  name: 'title',
  keysOf: (film) => {
    const { base, beginnings, lead } = titleKeys(film);
    if (base === '') return [];
    return [`is:${base}`, ...beginnings.map((beginning) => `begins:${beginning}`), ...(lead ? [`lead:${lead}`] : [])];
  },
};

/** Where films of the series stand: the same base, a base that this one begins with or that begins with this one. */
function seriesKeys({ base, beginnings, lead }: TitleKeys): readonly string[] {
  if (base === '') return [];
  const shorter = beginnings.map((beginning) => `is:${beginning}`);
  return [`is:${base}`, `begins:${base}`, ...shorter, ...(lead ? [`lead:${lead}`] : [])];
}

function prepare({ view, facts, film, release, gross }: Subject): Franchise {
  const keys = titleKeys(facts);
  const series = new Set<number>();
  for (const key of new Set(seriesKeys(keys))) view.eachMaturedWith(BY_TITLE, key, (earlier) => series.add(earlier));
  series.delete(film);
  let bestTotal = Number.NaN;
  let last = -1;
  for (const earlier of series) {
    const total = logMoney(view.total(earlier));
    if (!(total <= bestTotal)) bestTotal = total;
    last = Math.max(last, earlier);
  }
  const opened = last < 0 ? Number.NaN : view.film(last).releaseDate;
  return {
    keys,
    films: series.size,
    lastResidual: last < 0 ? Number.NaN : view.whenMature(TOTAL_RESIDUAL, last),
    lastLegs: last < 0 ? Number.NaN : logLegs(view, last),
    lastFirstDay: last < 0 ? Number.NaN : logMoney(view.daily(last, 'gross', opened)),
    bestTotal,
    yearsSince: (release - opened) / 365,
    ownFirstDay: logMoney(gross[0] as number),
  };
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
export const FRANCHISE = defineGroup<Franchise>('franchise', prepare, {
  sequel_number: column('number', 'Number in the title', '片名中的序号', (f) => f.keys.number),
  has_subtitle: column('0/1', 'Title has a subtitle', '片名含副标题', (f) => Number(f.keys.hasSubtitle)),
  series_films: column('count', 'Finished films of the series', '系列已完结影片数', (f) => f.films),
  series_last: column(
    'ln ratio',
    'Total of the last film of the series against its time',
    '系列前作相对同期表现',
    (f) => f.lastResidual,
  ),
  series_legs: column('ln ratio', 'Legs of the last film of the series', '系列前作长尾', (f) => f.lastLegs),
  series_best: column('ln currency units', 'Best total of the series', '系列最高票房', (f) => f.bestTotal),
  series_years: column('years', 'Years since the last film of the series', '距系列前作年数', (f) => f.yearsSince),
  series_first_day: column(
    'ln currency units',
    'First day of the last film of the series',
    '系列前作首日票房',
    (f) => f.lastFirstDay,
  ),
  first_day_to_series: column(
    'ln ratio',
    'First day against that of the last film of the series',
    '首日相对系列前作首日',
    (f) => f.ownFirstDay - f.lastFirstDay,
    1,
  ),
});
