import { groupOf, type OriginCalibration } from './calibration.ts';
import type { Opening } from './opening.ts';
import { QUANTILE_LEVELS, QUANTILE_NAMES, type QuantileName, type Quantiles } from './quantiles.ts';
import { sampleQuantile } from './sampleQuantile.ts';
import type { Target } from './target.ts';

/** What is known of a film's takings at the moment of the forecast, in currency units; absent = unknown. */
export interface KnownTakings {
  /** All money so far, previews included. */
  readonly banked?: number;
  readonly openingDay?: number;
  readonly openingWeekend?: number;
  /** Money of the opening weekend's days so far. */
  readonly weekendSoFar?: number;
}

export type Distributions = Readonly<Record<Target, Quantiles>>;

/**
 * Turns point forecasts into quantiles: every calibration film of like kind and size gives one sample, the points times its own
 * errors at all targets together, made coherent (day <= weekend <= total, total >= money so far). What is known is
 * returned as known, with no width.
 * @param points natural logs of currency units; NaN for a target without models, whose errors are then those of the total
 * @throws RangeError when a target that is not known has no residuals
 */
export function distributions(
  points: Readonly<Record<Target, number>>,
  calibration: OriginCalibration,
  known: KnownTakings,
  opening: Opening,
): Distributions {
  const { residuals, fromTotal } = groupOf(calibration, opening, points.total);
  const films = residuals.total.length;
  const center = (target: Target) => points[fromTotal.includes(target) ? 'total' : target];
  const centers = { openingDay: center('openingDay'), openingWeekend: center('openingWeekend'), total: points.total };
  const samples: Record<Target, number[]> = { openingDay: [], openingWeekend: [], total: [] };
  for (let film = 0; film < films; film++) {
    const draw = (target: Target) => Math.exp(centers[target] + (residuals[target][film] ?? Number.NaN));
    const day = known.openingDay ?? draw('openingDay');
    const weekend = known.openingWeekend ?? atLeast(atLeast(draw('openingWeekend'), day), known.weekendSoFar);
    samples.openingDay.push(day);
    samples.openingWeekend.push(weekend);
    samples.total.push(atLeast(atLeast(atLeast(draw('total'), weekend), day), known.banked));
  }
  const day = quantilesOf(samples.openingDay);
  const weekend = quantilesOf(samples.openingWeekend);
  const total = quantilesOf(samples.total);
  // samples without an own weekend or day (known at their origin) make the lists differ in length
  const cap = (lower: Quantiles, upper: Quantiles): Quantiles =>
    mapQuantiles((name) => Math.min(lower[name], upper[name]));
  const cappedWeekend = known.openingWeekend === undefined ? cap(weekend, total) : weekend;
  const cappedDay = known.openingDay === undefined ? cap(day, cappedWeekend) : day;
  return { openingDay: cappedDay, openingWeekend: cappedWeekend, total };
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

function quantilesOf(samples: readonly number[]): Quantiles {
  const sorted = Float64Array.from(samples.filter((sample) => !Number.isNaN(sample))).sort();
  return mapQuantiles((name) => sampleQuantile(sorted, QUANTILE_LEVELS[name]));
}

function mapQuantiles(value: (name: QuantileName) => number): Quantiles {
  return Object.fromEntries(QUANTILE_NAMES.map((name) => [name, value(name)])) as Record<QuantileName, number>;
}

/** The value, raised to `floor` where that is known; a missing value stays missing. */
function atLeast(value: number, floor: number | undefined): number {
  return floor !== undefined && floor > value ? floor : value;
}
