import { QUANTILE_LEVELS, QUANTILE_NAMES } from '../forecast/quantiles.ts';
import { median } from '../stats/median.ts';
import { INTERVALS, type Interval, isCovered } from './coverage.ts';
import type { Outcome } from './outcome.ts';

/** How wrong a set of forecasts was; shares and relative errors as fractions, widths and crps in natural logs. */
export interface Metrics {
  readonly medianApe: number;
  readonly mape: number;
  readonly logRmse: number;
  /** Share of films whose total lies within a quarter of the median forecast. */
  readonly within25: number;
  readonly coverage50: number;
  readonly coverage80: number;
  readonly coverage90: number;
  /** Median of ln(upper / lower). */
  readonly width50: number;
  readonly width80: number;
  readonly width90: number;
  readonly crps: number;
}

/**
 * Metrics of a set of forecasts. Relative errors are |p50 / actual − 1|; an interval covers when
 * lower ≤ actual ≤ upper; medians of an even number of films are the mean of the middle two.
 * @returns undefined for no forecasts at all
 * @throws RangeError when a forecast or an actual is not positive: logs need money
 */
export function measure(outcomes: readonly Outcome[]): Metrics | undefined {
  if (outcomes.length === 0) return undefined;
  for (const { quantiles, actual } of outcomes) {
    if (!(quantiles.p05 > 0 && actual > 0)) throw new RangeError('forecasts and actuals must be positive');
  }
  const relative = Float64Array.from(outcomes, ({ quantiles, actual }) => relativeError(quantiles.p50, actual));
  const covered = (interval: Interval) => mean(outcomes.map((outcome) => Number(isCovered(outcome, interval))));
  const width = (interval: Interval) => {
    const [lower, upper] = INTERVALS[interval];
    return median(Float64Array.from(outcomes, ({ quantiles: q }) => Math.log(q[upper] / q[lower])));
  };
  return {
    medianApe: median(relative),
    mape: mean(relative),
    logRmse: rootMeanSquare(Float64Array.from(outcomes, ({ quantiles, actual }) => logError(quantiles.p50, actual))),
    within25: mean(relative.map((error) => (error <= 0.25 ? 1 : 0))),
    coverage50: covered(50),
    coverage80: covered(80),
    coverage90: covered(90),
    width50: width(50),
    width80: width(80),
    width90: width(90),
    crps: mean(outcomes.map(logCrps)),
  };
}

/** |forecast / actual − 1| */
export const relativeError = (forecast: number, actual: number) => Math.abs(forecast / actual - 1);

/** ln(forecast / actual) */
export const logError = (forecast: number, actual: number) => Math.log(forecast / actual);

export function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return Math.sqrt(sum / values.length);
}

/**
 * Continuous ranked probability score of ln(total), from the quantiles: 2·Σ wᵢ·ρᵢ(y − qᵢ) with y and qᵢ in natural
 * logs, ρᵢ(u) = u·(τᵢ − 1[u < 0]) and wᵢ the width of the part of (0, 1) that lies nearest to level τᵢ.
 * Exact in the limit of many levels.
 * @see Gneiting & Ranjan 2011, "Comparing density forecasts using threshold- and quantile-weighted scoring rules", eq. 14
 */
export function logCrps({ quantiles, actual }: Outcome): number {
  let score = 0;
  QUANTILE_NAMES.forEach((name, index) => {
    const level = QUANTILE_LEVELS[name];
    const below = LEVELS[index - 1];
    const above = LEVELS[index + 1];
    const from = below === undefined ? 0 : (below + level) / 2;
    const until = above === undefined ? 1 : (above + level) / 2;
    const miss = Math.log(actual / quantiles[name]);
    score += 2 * (until - from) * miss * (level - (miss < 0 ? 1 : 0));
  });
  return score;
}

const LEVELS: readonly number[] = QUANTILE_NAMES.map((name) => QUANTILE_LEVELS[name]);

function mean(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
