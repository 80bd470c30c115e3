import type { QuantileName } from '../forecast/quantiles.ts';
import { binomialBand } from '../stats/binomialBand.ts';
import type { Outcome } from './outcome.ts';

/** Intervals that are promised, by their coverage in percent. */
export const INTERVALS = {
  50: ['p25', 'p75'],
  80: ['p10', 'p90'],
  90: ['p05', 'p95'],
} as const satisfies Record<number, readonly [QuantileName, QuantileName]>;
export type Interval = keyof typeof INTERVALS;
export const INTERVAL_NAMES = [50, 80, 90] as const satisfies readonly Interval[];

/** How often an interval held what came, and how often it may by chance though it be right; shares of the films. */
export interface CoverageCheck {
  readonly coverage: number;
  /** The exact binomial band of 95 %. */
  readonly lower: number;
  readonly upper: number;
  readonly inside: boolean;
}

const BAND_LEVEL = 0.95;

/** Whether lower ≤ actual ≤ upper. */
export function isCovered({ quantiles, actual }: Outcome, interval: Interval): boolean {
  const [lower, upper] = INTERVALS[interval];
  return quantiles[lower] <= actual && actual <= quantiles[upper];
}

/** Checks each interval on films that are forecast once each; at least one. */
export function checkCoverage(outcomes: readonly Outcome[]): Readonly<Record<Interval, CoverageCheck>> {
  const n = outcomes.length;
  const check = (interval: Interval): CoverageCheck => {
    const covered = outcomes.filter((outcome) => isCovered(outcome, interval)).length;
    const { lower, upper } = binomialBand(n, interval / 100, BAND_LEVEL);
    const inside = covered >= lower && covered <= upper;
    return { coverage: covered / n, lower: lower / n, upper: upper / n, inside };
  };
  return { 50: check(50), 80: check(80), 90: check(90) };
}
