import type { OriginCalibration } from './calibration.ts';
import type { Opening } from './opening.ts';
import { QUANTILE_LEVELS, QUANTILE_NAMES, type QuantileName, type Quantiles } from './quantiles.ts';
import { sampleQuantile } from './sampleQuantile.ts';
import { drawSamples, type KnownTakings, type Points, type Samples } from './samples.ts';
import { sortedWithWeights } from './sortedWithWeights.ts';
import type { Target } from './target.ts';

export type Distributions = Readonly<Record<Target, Quantiles>>;

/**
 * Turns point forecasts into quantiles, all read off one set of samples: day <= weekend <= total at every level, total >=
 * money so far. What is known is returned as known, with no width.
 * @param points NaN for a target without models, which is forecast from the total
 */
export function distributions(
  points: Points,
  calibration: OriginCalibration,
  known: KnownTakings,
  opening: Opening,
): Distributions {
  return distributionsOf(drawSamples(points, calibration, known, opening));
}

/** The quantiles of what may become of a film. */
export function distributionsOf(samples: Samples): Distributions {
  const of = (target: Target) => quantilesOf(samples[target], samples.weights, samples.toCome);
  // samples are in order already; this is for the last digit, which sorting may round
  const cap = (lower: Quantiles, upper: Quantiles) => mapQuantiles((name) => Math.min(lower[name], upper[name]));
  const total = of('total');
  const openingWeekend = cap(of('openingWeekend'), total);
  return { openingDay: cap(of('openingDay'), openingWeekend), openingWeekend, total };
}

/**
 * Quantiles of a point by errors alone, with the point itself in the middle: for methods that are shown as they are.
 * @param point natural log
 */
export function quantilesAround(point: number, errors: Float64Array): Quantiles {
  const sorted = errors.filter((error) => !Number.isNaN(error)).sort();
  const middle = sampleQuantile(sorted, 0.5);
  return mapQuantiles((name) => Math.exp(point + sampleQuantile(sorted, QUANTILE_LEVELS[name]) - middle));
}

/**
 * Quantiles of weighted values.
 * @param toCome weight of the value that is forecast, in units of the weights
 */
export function quantilesOf(values: Float64Array, weights: Float64Array, toCome: number): Quantiles {
  const { sorted, cumulated } = sortedWithWeights(values, weights, toCome);
  return mapQuantiles((name) => sampleQuantile(sorted, QUANTILE_LEVELS[name], cumulated));
}

function mapQuantiles(value: (name: QuantileName) => number): Quantiles {
  return Object.fromEntries(QUANTILE_NAMES.map((name) => [name, value(name)])) as Record<QuantileName, number>;
}
