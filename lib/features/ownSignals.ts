import type { DailyMetric } from '../film/film.ts';
import type { MarketView } from '../signals/asOfView.ts';

/** No presale begins earlier than this many days before release. */
const PRESALE_HORIZON = 45;

/** A level that was last seen longer ago says nothing of today. */
const WEEK = 7;

/** What a measure has come to on the known days before release; NaN when none is known. */
export function sumBeforeRelease(view: MarketView, film: number, metric: DailyMetric): number {
  const { releaseDate } = view.film(film);
  let sum = Number.NaN;
  for (let day = releaseDate - PRESALE_HORIZON; day < Math.min(view.today, releaseDate); day++) {
    const value = view.daily(film, metric, day);
    if (!Number.isNaN(value)) sum = (Number.isNaN(sum) ? 0 : sum) + value;
  }
  return sum;
}

/** The last known value of the week that ends on the eve of release, or at the moment of the view when that is earlier. */
export function latestBeforeRelease(view: MarketView, film: number, metric: DailyMetric): number {
  const end = Math.min(view.today, view.film(film).releaseDate);
  for (let day = end - 1; day >= end - WEEK; day--) {
    const value = view.daily(film, metric, day);
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** Natural log of 1 + an amount that refunds cannot take below nothing; NaN when unknown. */
export function logCount(amount: number): number {
  return Math.log1p(Math.max(0, amount));
}
