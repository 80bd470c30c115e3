/** What becomes of a film against its forecast. */
export const COMPONENTS = ['collapse', 'usual', 'breakout'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Where a tail of the errors begins, and what makes it likely: a logistic regression on what is known of the film. */
export interface Tail {
  /** In spreads. */
  readonly bound: number;
  /** Share of the calibration films, as they count now. */
  readonly share: number;
  readonly intercept: number;
  readonly size: number;
  readonly disagreement: number;
}

/** An input of the shares, centred and scaled before it counts. */
interface Scale {
  readonly mean: number;
  readonly scale: number;
}

/** How likely films are to collapse or to break out, by the size forecast and by how far apart the models are. */
export interface MixtureRule {
  /** ln of the forecast total in currency units. */
  readonly size: Scale;
  /** ln of the models' standard deviation; see `logDisagreement`. */
  readonly disagreement: Scale;
  readonly collapse: Tail;
  readonly breakout: Tail;
}

/** Beyond this many standard deviations an input says no more. */
const MOST_SCALES = 3;
/** Both tails together never leave less than a tenth to the usual. */
const MOST_TAILS = 0.9;
/** Models that agree to the last digit are not certain. */
const LEAST_DISAGREEMENT = 0.02;

/** Natural log of the standard deviation of what models say of one film (in logs); NaN for fewer than two models. */
export function logDisagreement(forecasts: readonly number[]): number {
  if (forecasts.length < 2) return Number.NaN;
  const mean = forecasts.reduce((sum, forecast) => sum + forecast, 0) / forecasts.length;
  const squares = forecasts.reduce((sum, forecast) => sum + (forecast - mean) ** 2, 0);
  return Math.log(Math.sqrt(squares / forecasts.length) + LEAST_DISAGREEMENT);
}

/** Input of a logistic regression; a missing one is taken for the usual. */
export function scaled(value: number, { mean, scale }: Scale): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Math.max((value - mean) / scale, -MOST_SCALES), MOST_SCALES);
}

/** Which component an error belongs to, by its place in {@link COMPONENTS}. */
export function componentOf({ collapse, breakout }: MixtureRule, error: number): number {
  return error <= collapse.bound ? 0 : error >= breakout.bound ? 2 : 1;
}

/** The shares of a film in the order of {@link COMPONENTS}; they sum to one. */
export function sharesOf(rule: MixtureRule, size: number, disagreement: number): readonly [number, number, number] {
  const [s, d] = [scaled(size, rule.size), scaled(disagreement, rule.disagreement)];
  const likely = (tail: Tail) => 1 / (1 + Math.exp(-(tail.intercept + tail.size * s + tail.disagreement * d)));
  const [collapse, breakout] = [likely(rule.collapse), likely(rule.breakout)];
  const shrink = Math.min(1, MOST_TAILS / (collapse + breakout));
  return [collapse * shrink, 1 - (collapse + breakout) * shrink, breakout * shrink];
}

/**
 * Weights of calibration films as samples of one film: each component as likely as it is for the film.
 * @param errors in spreads, one per weight
 * @returns new weights, of the same sum as long as every component has films
 */
export function mixedWeights(
  rule: MixtureRule,
  errors: Float64Array,
  weights: Float64Array,
  shares: readonly [number, number, number],
): Float64Array {
  const before = [rule.collapse.share, 1 - rule.collapse.share - rule.breakout.share, rule.breakout.share];
  const times = shares.map((share, component) => {
    const usual = before[component] as number;
    return usual > 0 ? share / usual : 0;
  });
  return weights.map((weight, film) => weight * (times[componentOf(rule, errors[film] as number)] as number));
}
