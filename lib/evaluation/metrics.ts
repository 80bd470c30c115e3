import { QUANTILE_LEVELS, QUANTILE_NAMES, type QuantileName, type Quantiles } from '../forecast/quantiles.ts';

/** One forecast and what came of it, both in currency units. */
export interface Outcome {
  readonly quantiles: Quantiles;
  readonly actual: number;
}

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

const BANDS = {
  50: ['p25', 'p75'],
  80: ['p10', 'p90'],
  90: ['p05', 'p95'],
} as const satisfies Record<number, readonly [QuantileName, QuantileName]>;

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
  const relative = outcomes.map(({ quantiles, actual }) => Math.abs(quantiles.p50 / actual - 1));
  const covered = (band: keyof typeof BANDS) => {
    const [lower, upper] = BANDS[band];
    return mean(outcomes.map(({ quantiles: q, actual }) => (q[lower] <= actual && actual <= q[upper] ? 1 : 0)));
  };
  const width = (band: keyof typeof BANDS) => {
    const [lower, upper] = BANDS[band];
    return median(outcomes.map(({ quantiles: q }) => Math.log(q[upper] / q[lower])));
  };
  return {
    medianApe: median(relative),
    mape: mean(relative),
    logRmse: Math.sqrt(mean(outcomes.map(({ quantiles, actual }) => Math.log(quantiles.p50 / actual) ** 2))),
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
