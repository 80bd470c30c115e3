import { SEQUENCE_CHANNELS } from '../features/sequenceChannels.ts';
import { SEQUENCE_STEPS, sequenceInputs } from '../features/sequenceInputs.ts';
import { type Day, formatDay, parseDay } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { OriginDataset } from './originDataset.ts';
import type { SequenceOrigin } from './sequenceLearner.ts';
import type { TrainingFilm } from './trainingFilms.ts';
import { contextAsOf } from './trainingInputs.ts';

/** The sequence of a film (index in the history) as of one of its origins. */
export type SequenceOf = (film: number, origin: Origin) => Float32Array;

/**
 * Sequences of training films, each worked out once, with the contexts that `trainingInputs` gives: those of the year of
 * the moment, which a forecast made at that time would have seen.
 */
export function trainingSequences(history: MarketHistory): SequenceOf {
  const contexts = new Map<Day, ReturnType<typeof contextAsOf>>();
  const known = new Map<string, Float32Array>();
  return (film, origin) => {
    const key = `${film} ${origin}`;
    const before = known.get(key);
    if (before) return before;
    const source = history.films[film];
    if (!source) throw new RangeError(`no film ${film}`);
    const view = viewAsOf(history, originInstant(source, origin));
    const newYear = parseDay(`${formatDay(view.today).slice(0, 4)}-01-01`);
    const context = contexts.get(newYear) ?? contextAsOf(history, newYear);
    contexts.set(newYear, context);
    const sequence = sequenceInputs(view, film, context, origin);
    known.set(key, sequence);
    return sequence;
  };
}

/** What the sequence model learns of an origin from the rows that the other models learn from. */
export function sequenceOrigin(
  dataset: Pick<OriginDataset, 'origin' | 'x' | 'films' | 'filmIds' | 'releases' | 'y' | 'weights'>,
  films: readonly TrainingFilm[],
  sequenceOf: SequenceOf,
): SequenceOrigin {
  const { origin, x, filmIds, releases, y, weights } = dataset;
  const channels = SEQUENCE_CHANNELS.length;
  const data = new Float32Array(x.rows * SEQUENCE_STEPS * channels);
  dataset.films.forEach((place, row) => {
    data.set(sequenceOf(films[place]?.film ?? -1, origin), row * SEQUENCE_STEPS * channels);
  });
  const sequences = { rows: x.rows, steps: SEQUENCE_STEPS, channels, data };
  return { origin, x, sequences, y: y.total, weights, releases, films: dataset.films, filmIds };
}
