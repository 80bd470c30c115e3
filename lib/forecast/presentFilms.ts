import { type CalibrationFilms, presentWeights } from './calibration.ts';
import { DRIFT_WINDOW } from './drift.ts';
import { sortedPlaces } from './sortedWithWeights.ts';
import { TARGETS, type Target } from './target.ts';

/** Errors as they count now. */
export interface PresentErrors {
  readonly errors: Float64Array;
  /** Places of the errors in ascending order. */
  readonly places: Uint16Array;
}

/** What follows from calibration films whichever film is forecast: worked out once. */
export interface PresentFilms {
  readonly weights: Float64Array;
  readonly errors: Readonly<Record<Target, PresentErrors>>;
}

const known = new WeakMap<CalibrationFilms, PresentFilms>();

/** Films with their ages and the drift counted in. */
export function presentFilms(films: CalibrationFilms): PresentFilms {
  const before = known.get(films);
  if (before) return before;
  const latest = films.releases.length - DRIFT_WINDOW;
  const of = (target: Target): PresentErrors => {
    const errors = films.errors[target].map((error, film) => (film < latest ? films.drift : 1) * error);
    return { errors, places: sortedPlaces(errors) };
  };
  const errors = Object.fromEntries(TARGETS.map((target) => [target, of(target)])) as Record<Target, PresentErrors>;
  const present = { weights: presentWeights(films), errors };
  known.set(films, present);
  return present;
}
