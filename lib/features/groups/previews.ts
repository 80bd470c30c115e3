import type { Day } from '../../film/day.ts';
import type { MarketView } from '../../signals/asOfView.ts';
import { type Column, defineGroup } from '../featureGroup.ts';

import type { Subject } from '../subject.ts';

/** Takings before the release day, in currency units. */
interface Previews {
  readonly view: MarketView;
  readonly film: number;
  readonly release: Day;
  readonly total: number;
  /** Days with takings among the thirty before release, and among the last seven. */
  readonly days: number;
  readonly lastDays: number;
  /** The best day but the eve. */
  readonly best: number;
  readonly logFirstDay: number;
  readonly logMarketYear: number;
}

const HORIZON = 30;
const WEEK = 7;

function prepare({ view, film, release, previews, gross, logMarketYear }: Subject): Previews {
  let days = 0;
  let lastDays = 0;
  let best = 0;
  for (let before = 1; before <= HORIZON && previews > 0; before++) {
    const taken = view.daily(film, 'gross', release - before);
    if (!(taken > 0)) continue;
    days++;
    if (before <= WEEK) lastDays++;
    if (before > 1) best = Math.max(best, taken);
  }
  return {
    view,
    film,
    release,
    total: previews,
    days,
    lastDays,
    best,
    logFirstDay: logTaken(gross[0] as number),
    logMarketYear,
  };
}

/** Natural log of takings, NaN where none are known. */
function logTaken(amount: number): number {
  return amount > 0 ? Math.log(amount) : Number.NaN;
}

/** Takings from `first` to `last` days before release. */
function between({ view, film, release }: Previews, first: number, last: number): number {
  return view.grossBetween(film, release - first, release - last);
}

const column = (
  unit: string,
  en: string,
  zh: string,
  value: (previews: Previews) => number,
  knownFrom = -7,
): Column<Previews> => ({ unit, source: 'daily.csv gross before release', knownFrom, en, zh, value });

/** Paid previews; without any, amounts are unknown and only the number of days is zero. */
export const PREVIEWS = defineGroup<Previews>('previews', prepare, {
  previews_total: column('ln currency units', 'Previews so far', '点映累计票房', (p) => logTaken(p.total)),
  previews_eve: column(
    'ln currency units',
    'Previews on the eve',
    '上映前一日点映',
    (p) => logTaken(between(p, 1, 1)),
    0,
  ),
  previews_near: column(
    'ln currency units',
    'Previews two and three days before',
    '上映前二三日点映',
    (p) => logTaken(between(p, 3, 2)),
    -2,
  ),
  previews_early: column('ln currency units', 'Previews before that', '更早点映', (p) =>
    logTaken(between(p, Number.POSITIVE_INFINITY, 4)),
  ),
  previews_days: column('days', 'Days with previews', '点映天数', (p) => p.days),
  previews_days_week: column(
    'days',
    'Days with previews in the last week',
    '上映前一周点映天数',
    (p) => p.lastDays,
    -6,
  ),
  previews_best: column('ln currency units', 'Best day of previews but the eve', '点映最高单日(不含前一日)', (p) =>
    logTaken(p.best),
  ),
  previews_to_market: column(
    'ln ratio',
    'Previews against the market of the past year',
    '点映相对过去一年大盘',
    (p) => logTaken(p.total) - p.logMarketYear,
  ),
  previews_eve_to_market: column(
    'ln ratio',
    'Previews on the eve against the market of the past year',
    '前一日点映相对过去一年大盘',
    (p) => logTaken(between(p, 1, 1)) - p.logMarketYear,
    0,
  ),
  previews_eve_share: column(
    'ln ratio',
    'Previews on the eve against the market of that day',
    '前一日点映相对当日大盘',
    (p) => logTaken(between(p, 1, 1)) - logTaken(p.view.marketGrossBetween(p.release - 1, p.release - 1)),
    0,
  ),
  previews_to_first_day: column(
    'ln ratio',
    'Previews against the first day',
    '点映相对首日',
    (p) => logTaken(p.total) - p.logFirstDay,
    1,
  ),
  previews_eve_to_first_day: column(
    'ln ratio',
    'Previews on the eve against the first day',
    '前一日点映相对首日',
    (p) => logTaken(between(p, 1, 1)) - p.logFirstDay,
    1,
  ),
});
