import type { MarketView } from '../signals/asOfView.ts';
import { MATURITY_DAYS } from '../signals/knownAt.ts';
import { isServed } from './servedPopulation.ts';

/** How far back films count for the reference, in days of release. */
const WINDOW_DAYS = 730;
/** Fewer films than this say nothing about a market's level. */
const FEWEST = 10;

/**
 * What a film of the market takes, from what was known at the moment of the view: the mean natural log of the totals of
 * the served films whose totals became known within the last two years; of all films ever known where these are too few.
 * It anchors forecasts of films that have no day of release yet.
 * @returns natural log of currency units; NaN when the market has fewer than ten known totals
 */
export function referenceTotal(view: MarketView): number {
  return view.once('reference total', (moment) => {
    const latest = moment.today - MATURITY_DAYS;
    const recent = meanLogTotal(moment, latest - WINDOW_DAYS, latest);
    return Number.isNaN(recent) ? meanLogTotal(moment, Number.NEGATIVE_INFINITY, latest) : recent;
  });
}

function meanLogTotal(view: MarketView, from: number, to: number): number {
  let sum = 0;
  let films = 0;
  view.eachMatured(from, to, (film, total) => {
    if (!(total > 0) || !isServed(view, film)) return;
    sum += Math.log(total);
    films++;
  });
  return films < FEWEST ? Number.NaN : sum / films;
}
