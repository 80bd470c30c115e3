import type { MarketView } from '../../signals/asOfView.ts';
import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import { logMoney } from '../logMoney.ts';
import { type TitleKeys, titleKeys } from '../titleKeys.ts';
import { TOTAL_RESIDUAL } from './filmResiduals.ts';
import { logLegs } from './referenceLevel.ts';

/** Earlier finished films of a film's series; natural logs of currency units, NaN when there is none. */
export interface SeriesRecord {
  readonly films: number;
  readonly lastResidual: number;
  readonly lastLegs: number;
  readonly lastFirstDay: number;
  readonly bestTotal: number;
  readonly yearsSince: number;
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

/** What is known, at the moment of the view, of the finished films of a film's series. */
export function seriesRecord(view: MarketView, film: number): SeriesRecord {
  const facts = view.film(film);
  const series = new Set<number>();
  for (const key of new Set(seriesKeys(titleKeys(facts)))) {
    view.eachMaturedWith(BY_TITLE, key, (earlier) => series.add(earlier));
  }
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
    films: series.size,
    lastResidual: last < 0 ? Number.NaN : view.whenMature(TOTAL_RESIDUAL, last),
    lastLegs: last < 0 ? Number.NaN : logLegs(view, last),
    lastFirstDay: last < 0 ? Number.NaN : logMoney(view.daily(last, 'gross', opened)),
    bestTotal,
    yearsSince: (facts.releaseDate - opened) / 365,
  };
}
