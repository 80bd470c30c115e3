import { type Draw, drawsOf } from './draw.ts';
import type { PlannedFilm } from './planFilms.ts';
import { US_PROFILE } from './usProfile.ts';

const MOST = 4_450;
const FEWEST_WIDE = 600;
const WEEK = 7;

/**
 * Booked theatres and how they are given up; US. Fitted to wide releases of 2008-2015: booking grows with what the trade
 * expects and saturates; after two weeks, cinemas drop a film by what a theatre took in the week before.
 */
export interface Theaters {
  readonly opening: number;
  /** Theatres of the next day, given the gross of the day before (undefined on the first day); currency units. */
  next(grossBefore: number | undefined): { readonly count: number; readonly logKept: number };
}

/** Log of a week's takings per theatre below which a film loses most of its theatres, and how sharply; by week. */
const LIMITS: readonly (readonly [reference: number, steepness: number])[] = [
  [5.2, 1.5],
  [7.15, 2.1],
  [6.97, 1.55],
  [6.8, 1.2],
];
const MOST_CUT = 1.7;

export function theatersOf(film: PlannedFilm, seed: number): Theaters {
  const draw = drawsOf(seed, `${film.filmId}/theaters`);
  const opening = booked(film, draw);
  let count = opening;
  let kept = 0;
  let age = -1;
  let week = 0;
  return {
    opening,
    next(grossBefore) {
      age++;
      week += grossBefore ?? 0;
      if (age > 0 && age % WEEK === 0) {
        const [reference, steepness] = LIMITS[Math.min(age / WEEK, LIMITS.length) - 1] ?? [0, 0];
        const perTheater = Math.log(Math.max(1, week / count)) - film.marketGrowth;
        const cut = MOST_CUT * (1 - Math.exp(-Math.exp(-steepness * (perTheater - reference)) / MOST_CUT));
        const felt = Math.min(MOST_CUT, cut * Math.exp(draw.normal(0, 0.45)));
        const next = Math.max(1, Math.round(count * Math.exp(-felt)));
        kept += Math.log(next / count);
        count = next;
        week = 0;
      }
      return { count, logKept: kept };
    },
  };
}

/** The trade sees most of what the audience wants, and errs. */
function booked(film: PlannedFilm, draw: Draw): number {
  const { level } = US_PROFILE.appeal;
  const expected = film.expectation + 0.7 * film.hidden - film.marketGrowth - level;
  const share = 1 / (1 + Math.exp(-(0.62 + 0.75 * expected + draw.normal(0, 0.45))));
  return Math.max(FEWEST_WIDE, Math.round(MOST * share));
}
