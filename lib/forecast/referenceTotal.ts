import { isWideOpening } from '../features/market/population.ts';
import { referenceLevel } from '../features/market/referenceLevel.ts';
import type { MarketView } from '../signals/asOfView.ts';

/**
 * What a film of the market takes, as the natural log of currency units: the anchor of forecasts of films that have no
 * day of release yet. The mean of the last two years' wide films; of all wide films ever known where these are too few,
 * as when a history ends long before the film that is asked about.
 * @returns NaN when no total of a wide film is known
 */
export function referenceTotal(view: MarketView): number {
  const { logTotal } = referenceLevel(view);
  return Number.isNaN(logTotal) ? view.once('mean log total', meanLogTotal) : logTotal;
}

function meanLogTotal(view: MarketView): number {
  let sum = 0;
  let films = 0;
  view.eachMatured(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, (film, total) => {
    if (!(total > 0) || !isWideOpening(view, film)) return;
    sum += Math.log(total);
    films++;
  });
  return films === 0 ? Number.NaN : sum / films;
}
