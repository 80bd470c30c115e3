import { filmsLike, type OriginCalibration } from './calibration.ts';
import { middlesOf } from './middles.ts';
import { COMPONENTS, type Component, componentOf, mixedWeights, sharesOf } from './mixture.ts';
import type { Opening } from './opening.ts';
import { presentFilms } from './presentFilms.ts';
import { spreadOf, unstandardized } from './spread.ts';
import type { Target } from './target.ts';

/** What models say of one film, in natural logs of currency units. */
export interface Points extends Readonly<Record<Target, number>> {
  /** Quantiles of the total before calibration; absent = no model says. */
  readonly low?: number;
  readonly high?: number;
  /** How far apart the models of the total are; see `logDisagreement`. */
  readonly disagreement?: number;
}

/** What is known of a film's takings at the moment of the forecast, in currency units; absent = unknown. */
export interface KnownTakings {
  /** All money so far, previews included. */
  readonly banked?: number;
  readonly openingDay?: number;
  readonly openingWeekend?: number;
  /** Money of the opening weekend's days so far. */
  readonly weekendSoFar?: number;
  /** Whether the opening weekend is the release day alone, as for a film released on a Sunday. */
  readonly isOneDay?: boolean;
}

/**
 * What may become of one film: one sample per calibration film, the same at the same place of every list, in currency
 * units. In each, day <= weekend <= total and total >= money so far.
 */
export interface Samples extends Readonly<Record<Target, Float64Array>> {
  /** >= 0, summing to one. */
  readonly weights: Float64Array;
  /** Places among `COMPONENTS`. */
  readonly components: Uint8Array;
  /** The weight that the film itself would have among the samples: what they cannot vouch for. */
  readonly toCome: number;
}

/**
 * One sample per calibration film of like kind of opening: the points, times its errors of all targets together, counted
 * in the spread of this film. Samples weigh more the younger their films are, and as collapses and break-outs are likely
 * for this film. The middle of the samples follows from the point and the size alone and rises with the point, whatever
 * spread and shares do, so that what raises the point raises the median. What is known is the same in all samples.
 */
export function drawSamples(
  points: Points,
  calibration: OriginCalibration,
  known: KnownTakings,
  opening: Opening,
): Samples {
  const films = filmsLike(calibration, opening);
  const { centers, offsets, fromTotal, mixture } = films;
  const present = presentFilms(films);
  const spread = spreadOf(calibration.spread, points);
  const weightsOf = (disagreement: number) => {
    if (!mixture) return present.weights;
    return mixedWeights(mixture, films.errors.total, present.weights, sharesOf(mixture, points.total, disagreement));
  };
  const weights = weightsOf(points.disagreement ?? Number.NaN);
  const ofSize = weightsOf(Number.NaN);
  const draw = (target: Target) => {
    const { errors } = present.errors[target];
    const { own, smooth } = middlesOf(present.errors[target], weights, ofSize);
    const middle = points[fromTotal.includes(target) ? 'total' : target] + offsets[target] + smooth - centers[target];
    const drawn = new Float64Array(errors.length);
    for (let film = 0; film < drawn.length; film++) {
      drawn[film] = Math.exp(middle + unstandardized((errors[film] as number) - own, spread));
    }
    return drawn;
  };
  const constant = (value: number) => new Float64Array(weights.length).fill(value);
  const { banked = 0, weekendSoFar = 0 } = known;
  const openingDay = known.openingDay === undefined ? draw('openingDay') : constant(known.openingDay);
  const openingWeekend = known.openingWeekend === undefined ? draw('openingWeekend') : constant(known.openingWeekend);
  const total = draw('total');
  const [knowsDay, knowsWeekend] = [known.openingDay !== undefined, known.openingWeekend !== undefined];
  for (let i = 0; i < total.length; i++) {
    const day = openingDay[i] as number;
    if (!knowsWeekend) {
      const least = knowsDay ? Math.max(day, weekendSoFar) : day + weekendSoFar;
      openingWeekend[i] = known.isOneDay ? day : atLeast(openingWeekend[i] as number, least);
    }
    // before the weekend is known, money so far is that of its days and of others, which come on top of it
    const others = knowsWeekend ? 0 : Math.max(0, banked - weekendSoFar);
    total[i] = atLeast(total[i] as number, Math.max(banked, (openingWeekend[i] as number) + others));
  }

  const toCome = 1 / sum(present.weights);
  const components = new Uint8Array(weights.length).fill(1);
  if (mixture) {
    for (let film = 0; film < components.length; film++) {
      components[film] = componentOf(mixture, films.errors.total[film] as number);
    }
  }
  return { openingDay, openingWeekend, total, weights: normalized(weights), components, toCome };
}

/**
 * What becomes of the film if it collapses, breaks out or does neither, and how likely that is.
 * @returns no samples where that never happened
 */
export function branchOf(
  samples: Samples,
  component: Component,
): { readonly share: number; readonly samples: Samples | undefined } {
  const place = COMPONENTS.indexOf(component);
  const kept = Array.from(samples.weights.keys()).filter(
    (i) => samples.components[i] === place && (samples.weights[i] as number) > 0,
  );
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i] as number);
  const weights = pick(samples.weights);
  const share = sum(weights);
  if (kept.length === 0) return { share: 0, samples: undefined };
  return {
    share,
    samples: {
      ...{ openingDay: pick(samples.openingDay), openingWeekend: pick(samples.openingWeekend) },
      ...{ total: pick(samples.total), weights: normalized(weights), toCome: samples.toCome / share },
      components: new Uint8Array(kept.length).fill(place),
    },
  };
}

/** The value, raised to `least`; a missing value stays missing. */
function atLeast(value: number, least: number): number {
  return value < least ? least : value;
}

/**
 * At most so many of the samples, evenly chosen by the age of their films, standing for all of them where speed counts.
 */
export function thinned(samples: Samples, most: number): Samples {
  const count = samples.total.length;
  if (count <= most) return samples;
  const kept = Int32Array.from({ length: most }, (_, i) => Math.floor(((i + 0.5) * count) / most));
  const { components, toCome } = samples;
  const pick = (values: Float64Array) => Float64Array.from(kept, (place) => values[place] as number);
  return {
    ...{ openingDay: pick(samples.openingDay), openingWeekend: pick(samples.openingWeekend) },
    ...{ total: pick(samples.total), weights: normalized(pick(samples.weights)), toCome },
    components: Uint8Array.from(kept, (place) => components[place] as number),
  };
}

function normalized(weights: Float64Array): Float64Array {
  const all = sum(weights);
  return weights.map((weight) => weight / all);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
