import type { Day } from '../film/day.ts';
import { MATURITY_DAYS } from '../signals/knownAt.ts';

/** Films (by their row numbers) to fit on, and later ones to forecast. */
export interface Fold {
  /** The moment the fold stands at: everything it fits on was known by then, everything it forecasts came later. */
  readonly asOf: Day;
  readonly fit: readonly number[];
  readonly forecast: readonly number[];
}

export interface FoldOptions {
  readonly folds: number;
  /** Share of the films, the latest ones, that are forecast out of fold. */
  readonly share: number;
  /** Fewest films a fold may fit on; folds with fewer are left out. */
  readonly fewest: number;
}

/**
 * Time-ordered folds: whole films, expanding, never a film whose total was not known (release + 120 days) on the day
 * the fold stands at. The latest films are cut into folds of equal size; films released on one day stay together.
 * @param releases release days of the films, any order
 * @returns earliest first; none when there are too few films
 */
export function timeOrderedFolds(releases: readonly Day[], options: FoldOptions): readonly Fold[] {
  const order = Array.from(releases.keys()).sort((a, b) => (releases[a] ?? 0) - (releases[b] ?? 0) || a - b);
  const first = Math.floor(order.length * (1 - options.share));
  const edges = Array.from({ length: options.folds + 1 }, (_, fold) => {
    const place = Math.round(first + ((order.length - first) * fold) / options.folds);
    return place < order.length ? (releases[order[place] ?? 0] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  });
  return edges
    .slice(0, -1)
    .map((asOf, fold) => {
      const until = edges[fold + 1] ?? Number.POSITIVE_INFINITY;
      const released = (row: number) => releases[row] ?? Number.NaN;
      return {
        asOf,
        fit: order.filter((row) => released(row) + MATURITY_DAYS <= asOf),
        forecast: order.filter((row) => released(row) >= asOf && released(row) < until),
      };
    })
    .filter(({ fit, forecast }) => fit.length >= options.fewest && forecast.length > 0);
}
