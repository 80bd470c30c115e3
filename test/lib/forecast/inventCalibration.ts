import fc from 'fast-check';
import type { CalibrationFilms, OriginCalibration } from '../../../lib/forecast/calibration.ts';
import { settleFilms } from '../../../lib/forecast/settleFilms.ts';

type FilmErrors = readonly [day: number, weekend: number, total: number];

/** Calibration films of these errors, all released on one day, with nothing taken off. */
export function filmsOf(errors: readonly FilmErrors[], parts: Partial<CalibrationFilms> = {}): CalibrationFilms {
  const column = (place: number) => Float64Array.from(errors, (film) => film[place] ?? Number.NaN);
  return {
    releases: new Int32Array(errors.length).fill(16_000),
    weights: new Float64Array(errors.length).fill(1),
    errors: { openingDay: column(0), openingWeekend: column(1), total: column(2) },
    fromTotal: [],
    offsets: { openingDay: 0, openingWeekend: 0, total: 0 },
    centers: { openingDay: 0, openingWeekend: 0, total: 0 },
    drift: 1,
    ...parts,
  };
}

/** A calibration whose films stand for openings of unknown kind. */
export function calibrationOf(
  errors: readonly FilmErrors[],
  parts: Partial<CalibrationFilms> = {},
  rest: Partial<OriginCalibration> = {},
): OriginCalibration {
  return { typicalAnchor: 0, openings: { unknown: filmsOf(errors, parts) }, ...rest };
}

// as calibrations round them
const error = fc.integer({ min: -30_000, max: 30_000 }).map((parts) => parts / 1e4);
const effect = fc.double({ min: -1, max: 1, noNaN: true });

/** Calibrations of any shape: with and without a spread, a mixture, and films of different ages and weights. */
export const anyCalibration: fc.Arbitrary<OriginCalibration> = fc
  .record({
    films: fc.array(fc.tuple(error, error, error), { minLength: 1, maxLength: 60 }),
    ages: fc.array(fc.nat(3_000), { minLength: 60, maxLength: 60 }),
    weights: fc.array(fc.constantFrom(0.5, 1), { minLength: 60, maxLength: 60 }),
    bound: fc.double({ min: 0, max: 2, noNaN: true }),
    effects: fc.tuple(effect, effect, effect, effect),
    has: fc.record({ spread: fc.boolean(), mixture: fc.boolean() }),
  })
  .map(({ films, ages, weights, bound, effects: [a, b, c, d], has }) => {
    const releases = Int32Array.from(films, (_, i) => 20_000 - (ages[i] ?? 0)).sort();
    const tail = { share: 0.1, intercept: a, size: b, disagreement: c };
    const settled = settleFilms(
      filmsOf(films, {
        releases,
        weights: Float64Array.from(films, (_, i) => weights[i] ?? 1),
        ...(has.mixture
          ? {
              mixture: {
                size: { mean: 16, scale: 2 },
                disagreement: { mean: -2, scale: 1 },
                collapse: { bound: -bound, ...tail },
                breakout: { bound, ...tail, intercept: d },
              },
            }
          : {}),
      }),
    );
    const spread = { means: [-1, -1] as const, below: [a, b] as const, above: [c, d] as const };
    return { typicalAnchor: 0, openings: { unknown: settled }, ...(has.spread ? { spread } : {}) };
  });

const amount = fc.double({ min: 0, max: 20, noNaN: true });

/** What models may say of a film, however odd. */
export const anyPoints = fc
  .record({
    ...{ openingDay: amount, openingWeekend: amount, total: amount },
    gaps: fc.tuple(fc.double({ min: -2, max: 3, noNaN: true }), fc.double({ min: -2, max: 3, noNaN: true })),
    disagreement: fc.oneof(fc.double({ min: -4, max: 1, noNaN: true }), fc.constant(Number.NaN)),
  })
  .map(({ gaps: [below, above], ...points }) => ({ ...points, low: points.total - below, high: points.total + above }));
