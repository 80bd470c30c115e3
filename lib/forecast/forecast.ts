import type { GrossKind, Market } from '../film/market.ts';
import type { Quantiles } from './quantiles.ts';

/** A factor that multiplies the forecast: above 1 it raises the total, below 1 it lowers it. */
export interface Driver {
  /** A feature of the catalogue, or `banked`: money so far. */
  readonly feature: string;
  readonly name: { readonly en: string; readonly zh: string };
  /** What the feature was; null when unknown. */
  readonly value: number | null;
  readonly factor: number;
}

/** An earlier film used as a yardstick, with its share of the say; total in currency units. */
export interface ComparableFilm {
  readonly filmId: string;
  readonly title: string;
  readonly weight: number;
  readonly total: number;
}

/** What a film takes on one local day, in currency units; the three are equal where the day is known. */
interface ForecastDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/**
 * The forecast of one film as of one moment, as it goes over HTTP; money in currency units of `currency`.
 * `base` times all driver factors is `total.p50` to 1e-9.
 */
export interface Forecast {
  readonly filmId: string;
  readonly title: string;
  readonly market: Market;
  readonly currency: string;
  readonly grossKind: GrossKind;
  /** "T-7" … "T+7". */
  readonly origin: string;
  /** ISO instant before which every fact used was known. */
  readonly asOf: string;
  /** The local day that was running and was completed from what had come of it; absent when none was. */
  readonly runningDay?: {
    /** YYYY-MM-DD. */
    readonly date: string;
    /** The share of the day that had passed, 0 … 1. */
    readonly elapsed: number;
  };
  readonly total: Quantiles;
  readonly openingDay: Quantiles;
  readonly openingWeekend: Quantiles;
  /** The first two weeks from the release day on. */
  readonly path: readonly ForecastDay[];
  readonly base: number;
  /** Strongest first; a feature without influence is left out. */
  readonly drivers: readonly Driver[];
  readonly comparables: readonly ComparableFilm[];
  /** What the simple methods say; null where a method has nothing to go by. */
  readonly baselines: { readonly comparables: number | null; readonly multiplier: number | null };
  /** Id of the artifact that made it. */
  readonly artifact: string;
  /** SHA-256 of the film, moment, and every input the models saw. */
  readonly inputsHash: string;
}
