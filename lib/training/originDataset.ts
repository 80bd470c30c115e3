import { FEATURES } from '../features/catalogue.ts';
import type { Origin } from '../film/origin.ts';
import type { FilmInputs } from '../forecast/filmInputs.ts';
import type { Opening } from '../forecast/opening.ts';
import { openingWeekendDays, TARGETS, type Target } from '../forecast/target.ts';
import type { SequenceMatrix } from '../models/lstm/sequenceModel.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import type { TrainingFilm } from './trainingFilms.ts';

/** What the models of one origin learn from: one row per film, in the order of release. */
export interface OriginDataset {
  readonly origin: Origin;
  readonly x: FeatureMatrix;
  /** Row for row as {@link x}; empty at origins of which sequences say nothing. */
  readonly sequences: SequenceMatrix;
  /** Which of the training films each row is. */
  readonly films: Int32Array;
  readonly filmIds: readonly string[];
  readonly releases: Int32Array;
  /** What was known of each opening at the origin. */
  readonly openings: readonly Opening[];
  /** Natural log of the amount that targets are ratios to. */
  readonly anchor: Float64Array;
  /** Money of the run so far in currency units; see `FilmInputs.running`. */
  readonly running: Float64Array;
  /** ln(actual / anchor); NaN where the actual is missing or was known at the origin already. */
  readonly y: Readonly<Record<Target, Float64Array>>;
  readonly weights: Float64Array;
  /** 1 for films of the kind that is judged; see `TrainingFilm.served`. */
  readonly wide: Uint8Array;
}

/**
 * Makes the features of every training film as of its own origin. Films lacking a day of release before the origin are
 * left out, and so are films that opened before the market had a reference.
 * @param inputsOf see `trainingInputs`
 */
export function originDataset(
  films: readonly TrainingFilm[],
  origin: Origin,
  inputsOf: (film: number, origin: Origin) => FilmInputs,
): OriginDataset {
  const rows = films.flatMap((film, place) => {
    if (film.weight === 0) return [];
    const inputs = inputsOf(film.film, origin);
    return inputs.modelOrigin === origin && Number.isFinite(inputs.anchor) ? [{ film, place, inputs }] : [];
  });
  const data = new Float32Array(rows.length * FEATURES.length);
  rows.forEach(({ inputs }, row) => {
    data.set(inputs.values, row * FEATURES.length);
  });
  const y = (target: Target) =>
    Float64Array.from(rows, ({ film, inputs }) =>
      isOpen(target, origin, film) ? Math.log(film[target]) - inputs.anchor : Number.NaN,
    );
  return {
    origin,
    x: { rows: rows.length, columns: FEATURES.length, data },
    sequences: joinSequences(rows.map(({ inputs }) => inputs.sequence)),
    films: Int32Array.from(rows, ({ place }) => place),
    filmIds: rows.map(({ film }) => film.filmId),
    openings: rows.map(({ inputs }) => inputs.opening),
    releases: Int32Array.from(rows, ({ film }) => film.release),
    anchor: Float64Array.from(rows, ({ inputs }) => inputs.anchor),
    running: Float64Array.from(rows, ({ inputs }) => inputs.running),
    y: Object.fromEntries(TARGETS.map((target) => [target, y(target)])) as Record<Target, Float64Array>,
    weights: Float64Array.from(rows, ({ film }) => film.weight),
    wide: Uint8Array.from(rows, ({ film }) => Number(film.served)),
  };
}

function joinSequences(films: readonly SequenceMatrix[]): SequenceMatrix {
  const rows = films.reduce((sum, own) => sum + own.rows, 0);
  const { steps, channels } = films[0] ?? { steps: 0, channels: 0 };
  const data = new Float32Array(rows * steps * channels);
  let at = 0;
  for (const own of films) {
    data.set(own.data, at);
    at += own.data.length;
  }
  return { rows, steps, channels, data };
}

/** Whether a target is still to be forecast at an origin. */
export function isOpen(target: Target, origin: Origin, { release }: Pick<TrainingFilm, 'release'>): boolean {
  if (target === 'total') return true;
  return origin < (target === 'openingDay' ? 1 : openingWeekendDays(release));
}
