import type { Day } from '../film/day.ts';
import { type CalibrationFilms, kindLike, type OriginCalibration, presentWeights } from './calibration.ts';
import { driftOf } from './drift.ts';
import type { Opening } from './opening.ts';
import type { Points } from './samples.ts';
import { MOST_FILMS, nearest, settleFilms } from './settleFilms.ts';
import { spreadOf, standardized } from './spread.ts';
import { TARGETS, type Target } from './target.ts';

/** A film whose run is over: what was forecast at the origin and what came of it. */
export interface CalibrationOutcome {
  readonly release: Day;
  /** What was known of its opening when it was forecast. */
  readonly opening: Opening;
  readonly points: Points;
  /** Natural logs of currency units; NaN where missing, or known when the film was forecast. */
  readonly actuals: Readonly<Record<Target, number>>;
  /** 1 for a film of the kind that is judged (default), less for others. */
  readonly weight?: number;
}

/** One film changes the drift by no more than this, in logs. */
const MOST_STEP = 0.05;

/**
 * The calibration after one more film: its errors join those of its kind, the oldest film leaves when there are too many,
 * and the drift follows the latest films by a bounded step. How spreads and shares follow from a film stays as it was
 * fitted. The calibration given is not changed.
 * @param outcome of a film that is not in the calibration
 * @throws RangeError when the total of the film or of its forecast is missing
 */
export function adaptCalibration(calibration: OriginCalibration, outcome: CalibrationOutcome): OriginCalibration {
  const { points, actuals, release, weight = 1 } = outcome;
  if (!Number.isFinite(actuals.total - points.total)) throw new RangeError('the outcome has no error of the total');
  const kind = kindLike(calibration, outcome.opening);
  const films = calibration.openings[kind] as CalibrationFilms;
  const spread = spreadOf(calibration.spread, points);
  const errorOf = (target: Target) => {
    const point = points[films.fromTotal.includes(target) ? 'total' : target] + films.offsets[target];
    const error = standardized(actuals[target] - point, spread);
    return Number.isFinite(error) ? error : undefined;
  };
  const total = errorOf('total') as number;
  const before = films.releases.findLastIndex((day) => day <= release) + 1;
  const drop = Math.max(0, films.releases.length + 1 - MOST_FILMS);
  const insert = (values: Float64Array, value: number) =>
    Float64Array.from([...values.subarray(0, before), value, ...values.subarray(before)].slice(drop));
  const errorsOf = (target: Target) => {
    const own = films.errors[target];
    return insert(own, errorOf(target) ?? (own[nearest(films.errors.total, total)] as number));
  };
  const grown = {
    ...films,
    releases: Int32Array.from(
      [...films.releases.subarray(0, before), release, ...films.releases.subarray(before)].slice(drop),
    ),
    weights: insert(films.weights, weight),
    errors: Object.fromEntries(TARGETS.map((target) => [target, errorsOf(target)])) as Record<Target, Float64Array>,
  };
  const settled = settleFilms(grown);
  const seen = driftOf(settled.errors.total, presentWeights(settled));
  const step = Math.log(seen / films.drift);
  const drift = films.drift * Math.exp(Math.min(Math.max(step, -MOST_STEP), MOST_STEP));
  return { ...calibration, openings: { ...calibration.openings, [kind]: { ...settled, drift } } };
}
