import type { MixtureRule } from './mixture.ts';
import type { Opening } from './opening.ts';
import type { SpreadRule } from './spread.ts';
import type { Target } from './target.ts';

/**
 * Films whose errors make the intervals of films of one kind of opening, by release day: the same film at the same place
 * in every list. An error is ln(actual / forecast), counted in the film's own spread on that side; see `spreadOf`. A film
 * that lacks an error of the opening, as where it was known already, has that of the film next to it in error of the total.
 */
export interface CalibrationFilms {
  /** Ascending. */
  readonly releases: Int32Array;
  /** What each film counts before its age does: 1 for films of the kind that is judged, less for others. */
  readonly weights: Float64Array;
  readonly errors: Readonly<Record<Target, Float64Array>>;
  /** Targets that are forecast from the total, for want of forecasts of their own. */
  readonly fromTotal: readonly Target[];
  /** Added to the forecast: 0 for a target with forecasts of its own, else ln of its usual share of the total. */
  readonly offsets: Readonly<Record<Target, number>>;
  /** Taken off every error, in spreads; see `centerOf`. */
  readonly centers: Readonly<Record<Target, number>>;
  /**
   * How many times as large the errors of the latest films are: what those before are multiplied by; see `driftOf`. One
   * when calibrated: what the last films of a training set show is old by the time it serves. It moves as outcomes come in.
   */
  readonly drift: number;
  /** Absent where there are too few films to tell collapses from break-outs. */
  readonly mixture?: MixtureRule;
}

/** What turns the points of one origin into distributions: plain data that later outcomes update, see `adaptCalibration`. */
export interface OriginCalibration {
  /** The middle of the amounts that forecasts were ratios to: natural log of what a usual film had banked. */
  readonly typicalAnchor: number;
  /** Absent where forecasts have no spread of their own: every film then errs alike. */
  readonly spread?: SpreadRule;
  /** By kind of opening, since a release in a few theatres errs quite differently. */
  readonly openings: Readonly<Partial<Record<Opening, CalibrationFilms>>>;
}

/** The kind of opening whose films stand in for one of this kind. */
export function kindLike({ openings }: OriginCalibration, opening: Opening): Opening {
  const kind = ([opening, 'unknown', 'wide', 'small'] as const).find((candidate) => openings[candidate] !== undefined);
  if (kind === undefined) throw new RangeError('a calibration has films');
  return kind;
}

/** The films nearest in kind to one of this opening. @throws RangeError for a calibration without films */
export function filmsLike(calibration: OriginCalibration, opening: Opening): CalibrationFilms {
  return calibration.openings[kindLike(calibration, opening)] as CalibrationFilms;
}

/** Days after which a film counts half. */
const HALF_LIFE = 730;

/** How much each film counts now: less the older it is against the latest one. */
export function presentWeights({ releases, weights }: Pick<CalibrationFilms, 'releases' | 'weights'>): Float64Array {
  const latest = releases.at(-1) ?? 0;
  return weights.map((weight, film) => weight * 0.5 ** ((latest - (releases[film] as number)) / HALF_LIFE));
}
