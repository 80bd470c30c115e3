import type { Day } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import { SEQUENCE_INPUT_GROUPS } from '../forecast/explainSequence.ts';
import { fitSequenceModel, type SequenceTraining } from '../models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../models/lstm/predictSequence.ts';
import { type SequenceMatrix, type SequenceModel, selectSequences } from '../models/lstm/sequenceModel.ts';
import type { SequenceOptions } from '../models/lstm/sequenceOptions.ts';
import { type FeatureMatrix, selectRows } from '../models/matrix.ts';
import { MATURITY_DAYS } from '../signals/knownAt.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { type FoldOptions, timeOrderedFolds } from './folds.ts';
import { hideFacts } from './hideFacts.ts';

/** What the sequence model learns from at one origin, one row per film. */
export interface SequenceOrigin {
  readonly origin: Origin;
  /** In the order of the feature catalogue. */
  readonly x: FeatureMatrix;
  /** As `sequenceInputs` makes them, at this origin. */
  readonly sequences: SequenceMatrix;
  /** ln(total / anchor); NaN where it is unknown. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly releases: Int32Array;
  /** Which film each row is: the same number and id at every origin. */
  readonly films: Int32Array;
  readonly filmIds: readonly string[];
}

/** One model for all origins, and what models of earlier folds forecast. */
export interface SequenceFit {
  readonly model: SequenceModel;
  /** Per origin given, one per row: the prediction of a model of an earlier fold; NaN where no fold forecast the row. */
  readonly outOfFold: readonly Float64Array[];
}

export interface SequenceLearnerOptions {
  readonly seed: number;
  /** Days at which folds stand, earliest first; see {@link sequenceFoldDays}. */
  readonly foldDays: readonly Day[];
  /** How networks are trained; folds train a single one. */
  readonly network?: Partial<Omit<SequenceOptions, 'seed'>>;
}

/** Fewest films on which a model is fitted. */
const FEWEST_FILMS = 80;

/** The days of the time-ordered folds over all films that have a row at any origin. */
export function sequenceFoldDays(
  origins: readonly Pick<SequenceOrigin, 'films' | 'releases'>[],
  options: FoldOptions,
): readonly Day[] {
  const releases = new Map<number, Day>();
  for (const { films, releases: own } of origins) {
    for (const [row, film] of films.entries()) releases.set(film, own[row] as Day);
  }
  return timeOrderedFolds([...releases.values()], options).map(({ asOf }) => asOf);
}

/**
 * Trains one sequence model for all origins, and one per fold for forecasts of films it had not seen: a fold learns from
 * films whose totals were known on its day and forecasts those released from then until the next fold. Each training
 * looks first how many passes serve the latest of its films, and then learns from all of them that often.
 * @returns undefined when there are fewer than 80 films
 */
export function fitSequence(
  origins: readonly SequenceOrigin[],
  { seed, foldDays, network = {} }: SequenceLearnerOptions,
): SequenceFit | undefined {
  const learning = origins.map((own) => ({ ...own, x: hideFacts(own.x, own.filmIds, seed) }));
  const fit = (known: (release: Day) => boolean, name: string, options: Partial<SequenceOptions>) => {
    const training = joinOrigins(learning, known);
    if (new Set(training.films).size < FEWEST_FILMS) return undefined;
    const own = { ...options, seed: deriveSeed(seed, `sequence/${name}`) };
    const probe = fitSequenceModel(training, SEQUENCE_INPUT_GROUPS, { ...own, seeds: 1 });
    const epochs = probe.training[0]?.epochs ?? 1;
    return fitSequenceModel(training, SEQUENCE_INPUT_GROUPS, { ...own, stopAfter: epochs, heldOut: 0 }).model;
  };
  const final = fit(() => true, 'all', network);
  if (!final) return undefined;
  const outOfFold = origins.map(({ y }) => new Float64Array(y.length).fill(Number.NaN));
  foldDays.forEach((asOf, fold) => {
    const until = foldDays[fold + 1] ?? Number.POSITIVE_INFINITY;
    const model = fit((release) => release + MATURITY_DAYS <= asOf, `fold ${fold}`, { ...network, seeds: 1 });
    if (!model) return;
    origins.forEach(({ x, sequences, releases }, at) => {
      const rows = Array.from(releases.keys()).filter((row) => {
        const release = releases[row] as Day;
        return release >= asOf && release < until;
      });
      const inputs = { sequences: selectSequences(sequences, rows), x: selectRows(x, rows) };
      predictSequence(model, inputs).forEach((prediction, i) => {
        (outOfFold[at] as Float64Array)[rows[i] as number] = prediction;
      });
    });
  });
  return { model: final, outOfFold };
}

/** Rows of films with a target and of positive weight, of all origins one after the other. */
function joinOrigins(origins: readonly SequenceOrigin[], known: (release: Day) => boolean): SequenceTraining {
  const parts = origins.map((own) => {
    const rows = Array.from(own.y.keys()).filter(
      (row) => Number.isFinite(own.y[row]) && (own.weights[row] as number) > 0 && known(own.releases[row] as Day),
    );
    return { own, rows, sequences: selectSequences(own.sequences, rows), x: selectRows(own.x, rows) };
  });
  const rows = parts.reduce((sum, part) => sum + part.rows.length, 0);
  const [steps, channels, columns] = [
    parts[0]?.sequences.steps ?? 0,
    parts[0]?.sequences.channels ?? 0,
    parts[0]?.x.columns ?? 0,
  ];
  const sequences = new Float32Array(rows * steps * channels);
  const x = new Float32Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    sequences.set(part.sequences.data, at * steps * channels);
    x.set(part.x.data, at * columns);
    at += part.rows.length;
  }
  const gather = (value: (own: SequenceOrigin, row: number) => number) =>
    parts.flatMap(({ own, rows: numbers }) => numbers.map((row) => value(own, row)));
  return {
    sequences: { rows, steps, channels, data: sequences },
    x: { rows, columns, data: x },
    y: Float64Array.from(gather(({ y }, row) => y[row] as number)),
    weights: Float64Array.from(gather(({ weights }, row) => weights[row] as number)),
    films: Int32Array.from(gather(({ films }, row) => films[row] as number)),
    releases: Int32Array.from(gather(({ releases }, row) => releases[row] as number)),
  };
}
