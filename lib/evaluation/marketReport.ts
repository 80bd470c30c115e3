import { isWideOpening } from '../features/market/population.ts';
import type { Market } from '../film/market.ts';
import { formatOrigin } from '../film/origin.ts';
import type { Quantiles } from '../forecast/quantiles.ts';
import type { MarketView } from '../signals/asOfView.ts';
import type { LearnerName } from '../training/learners.ts';
import { type Metrics, measure } from './metrics.ts';
import type { Prediction } from './prediction.ts';

/** How wrong forecasts at one origin were. */
interface OriginReport {
  /** Films. */
  readonly n: number;
  readonly stack: Metrics;
  readonly models: Readonly<Partial<Record<LearnerName, Metrics>>>;
  /** Null where a method has nothing to go by: no day of release, nothing to multiply. */
  readonly baselines: { readonly comparables: Metrics; readonly multiplier: Metrics | null };
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
  const of = (quantiles: (prediction: Prediction) => Quantiles | undefined): Metrics | undefined =>
    measure(
      predictions.flatMap((prediction) => {
        const own = quantiles(prediction);
        return own ? [{ quantiles: own, actual: prediction.actual }] : [];
      }),
    );
  const always = (quantiles: (prediction: Prediction) => Quantiles): Metrics => {
    const metrics = of(quantiles);
    if (!metrics) throw new RangeError('an origin without predictions has no report');
    return metrics;
  };
  const names = [...new Set(predictions.flatMap(({ models }) => Object.keys(models) as LearnerName[]))];
  return {
    n: predictions.length,
    stack: always(({ stack }) => stack),
    models: Object.fromEntries(names.map((name) => [name, of(({ models }) => models[name])])),
    baselines: {
      comparables: always(({ baselines }) => baselines.comparables),
      multiplier: of(({ baselines }) => baselines.multiplier) ?? null,
    },
  };
}
