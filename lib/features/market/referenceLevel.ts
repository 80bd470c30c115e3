import type { MarketView } from '../../signals/asOfView.ts';
import { MATURITY_DAYS } from '../../signals/knownAt.ts';
import { median } from '../../stats/median.ts';
import { logMoney } from '../logMoney.ts';
import { isWideOpening } from './population.ts';

/** How far back films count, in days of release before the latest that can be finished. */
const WINDOW_DAYS = 730;

/** Fewer films than this say nothing about a market's level. */
const FEWEST = 10;

/** What wide films of the market have come to lately; NaN where too few are finished. */
export interface ReferenceLevel {
  /** Mean natural log of totals. */
  readonly logTotal: number;
  /** Median natural log of total over the first three days. */
  readonly logLegs: number;
}

/** The level of the wide films whose totals became known within the last two years before the view. */
export function referenceLevel(view: MarketView): ReferenceLevel {
  return view.once('reference level', (moment) => {
    const latest = moment.today - MATURITY_DAYS;
    let sum = 0;
    let films = 0;
    const legs: number[] = [];
    moment.eachMatured(latest - WINDOW_DAYS, latest, (film, total) => {
      if (!isWideOpening(moment, film)) return;
      sum += logMoney(total);
      films++;
      const ratio = logLegs(moment, film);
      if (!Number.isNaN(ratio)) legs.push(ratio);
    });
    return {
      logTotal: films < FEWEST ? Number.NaN : sum / films,
      logLegs: legs.length < FEWEST ? Number.NaN : median(legs),
    };
  });
}

/** Natural log of what a film took on its first three days; NaN when nothing of them is known. */
export function logOpening(view: MarketView, film: number): number {
  const { releaseDate } = view.film(film);
  const opening = view.grossBetween(film, releaseDate, releaseDate + 2);
  return opening > 0 ? Math.log(opening) : Number.NaN;
}

/** Natural log of a finished film's total over its first three days; NaN while either is unknown. */
export function logLegs(view: MarketView, film: number): number {
  return logMoney(view.total(film)) - logOpening(view, film);
}
