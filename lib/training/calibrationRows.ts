import type { Opening } from '../forecast/opening.ts';
import type { Target } from '../forecast/target.ts';

/** Forecasts of films that the models had not seen, and what came of them; one entry per film, earliest release first. */
export interface CalibrationRows {
  /** Natural logs of currency units; NaN where there is no forecast of the target. */
  readonly points: Readonly<Record<Target, Float64Array>>;
  /** Quantiles of the total, likewise; absent = films have no spread of their own. */
  readonly low?: Float64Array;
  readonly high?: Float64Array;
  /** How far apart the models of the total were; see `logDisagreement`. */
  readonly disagreement?: Float64Array;
  /** Natural logs of currency units; NaN where missing. */
  readonly actuals: Readonly<Record<Target, Float64Array>>;
  /** Natural logs of the amounts that forecasts are ratios to. */
  readonly anchors: Float64Array;
  /** What was known of each opening when the forecast was made. */
  readonly openings: readonly Opening[];
  readonly releases: ArrayLike<number>;
  /** What each film counts; default 1. */
  readonly weights?: Float64Array;
  /** Of the films that the final models learn from, the share that the models of a forecast had learnt from; default 1. */
  readonly learnt?: Float64Array;
}
