import { isWideOpening } from '../features/market/population.ts';
import type { Market } from '../film/market.ts';
import { formatOrigin } from '../film/origin.ts';
import type { BaselineName } from '../forecast/baselines.ts';
import type { MarketView } from '../signals/asOfView.ts';
import { type Comparison, compareErrors } from './comparison.ts';
import { type CoverageCheck, checkCoverage, type Interval } from './coverage.ts';
import { measureSizes, measureWindows, type Size, type SizeReport, type WindowReport } from './filmGroups.ts';
import { type MethodMetrics, measureMethods } from './methodMetrics.ts';
import type { Prediction } from './prediction.ts';

/** How wrong forecasts at one origin were. */
export interface OriginReport extends MethodMetrics {
  /** Whether the stack's intervals hold what they promise. */
  readonly coverage: Readonly<Record<Interval, CoverageCheck>>;
  /** The stack's errors less those of the trade's methods; null where the method has nothing to go by. */
  readonly against: { readonly comparables: Comparison; readonly multiplier: Comparison | null };
  readonly sizes: Readonly<Partial<Record<Size, SizeReport>>>;
  /** By id of the release window; "ordinary" outside all. */
  readonly windows: Readonly<Record<string, WindowReport>>;
}

/** How wrong forecasts of a market were, by origin ("T+3"), for all films and for the population figures are quoted for. */
export interface MarketReport {
  readonly population: string;
  readonly all: Readonly<Record<string, OriginReport>>;
  readonly standard: Readonly<Record<string, OriginReport>>;
}

const POPULATIONS: Readonly<Record<Market, string>> = {
  US: 'opening_theaters >= 600; days before the origin present',
  CN: 'previews of the 7 days before release plus release day >= 1,000,000 CNY; days before the origin present',
  KR: 'previews of the 7 days before release plus release day >= 150,000,000 KRW; days before the origin present',
};

/**
 * Whether figures are quoted for a film: it can be told on the evening of the release day and never looks at the total.
 * @param view as of the morning after release or later
 */
export function isStandard(view: MarketView, film: number): boolean {
  return (view.market !== 'US' || !Number.isNaN(view.openingTheaters(film))) && isWideOpening(view, film);
}

/** Measures the predictions of one market. */
export function marketReport(market: Market, predictions: readonly Prediction[]): MarketReport {
  return {
    population: POPULATIONS[market],
    all: byOrigin(predictions),
    standard: byOrigin(predictions.filter(({ served }) => served)),
  };
}

function byOrigin(predictions: readonly Prediction[]): Readonly<Record<string, OriginReport>> {
  const groups = Map.groupBy(predictions, ({ origin }) => origin);
  const entries = [...groups]
    .sort(([a], [b]) => a - b)
    .map(([origin, own]) => [formatOrigin(origin), originReport(own)]);
  return Object.fromEntries(entries);
}

function originReport(predictions: readonly Prediction[]): OriginReport {
  const against = (name: BaselineName) =>
    compareErrors(
      predictions.flatMap(({ stack, baselines, actual }) => {
        const other = baselines[name];
        return other ? [{ own: stack.p50, other: other.p50, actual }] : [];
      }),
    );
  const comparables = against('comparables');
  if (!comparables) throw new RangeError('an origin without predictions has no report');
  return {
    ...measureMethods(predictions),
    coverage: checkCoverage(predictions.map(({ stack, actual }) => ({ quantiles: stack, actual }))),
    against: { comparables, multiplier: against('multiplier') ?? null },
    sizes: measureSizes(predictions),
    windows: measureWindows(predictions),
  };
}
