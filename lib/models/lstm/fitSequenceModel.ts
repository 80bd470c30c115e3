import { stepsOf } from './fillBatch.ts';
import { type NetworkShape, padded } from './networkShape.ts';
import type { InputGroups, SequenceInputs, SequenceModel } from './sequenceModel.ts';
import { SEQUENCE_DEFAULTS, type SequenceOptions } from './sequenceOptions.ts';
import { addRow, columnSums, type Standardizer, standardizer, widthOf } from './standardizer.ts';
import { fitTargetScale } from './targetScale.ts';
import { type NetworkTask, type Samples, type TrainedNetwork, trainNetwork } from './trainNetwork.ts';

/** What the sequence model learns from: films at moments. */
export interface SequenceTraining extends SequenceInputs {
  /** One per row. */
  readonly y: Float64Array;
  /** >= 0; rows of weight 0 are as good as absent. */
  readonly weights: Float64Array;
  /** Which film each row is; one row of every film is drawn per epoch. */
  readonly films: Int32Array;
  /** By which films are ordered in time. */
  readonly releases: Int32Array;
}

/** A model and how its training went. */
export interface FittedSequence {
  readonly model: SequenceModel;
  readonly training: readonly Pick<TrainedNetwork, 'epochs' | 'history'>[];
}

/** Most moments of each held-out film that are looked at after an epoch. */
const HELD_OUT_MOMENTS = 3;

/**
 * Trains networks on all rows. With a held-out share the latest films tell when to stop and are not learnt from.
 * @throws RangeError for lengths that do not fit, weights that are not >= 0, a counted row without a finite target, or
 * no row
 */
export function fitSequenceModel(
  training: SequenceTraining,
  groups: InputGroups,
  chosen: Partial<SequenceOptions> = {},
): FittedSequence {
  const options = { ...SEQUENCE_DEFAULTS, ...chosen };
  const { sequences, x, y, weights } = training;
  const rows = checkedRows(training);
  const steps = Int32Array.from(rows, (row) => stepsOf(sequences, row));
  const own = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
  const target = fitTargetScale(steps, own(y), own(weights), sequences.steps);
  const sequence = sequenceStandardizer(training, rows, groups);
  const statics = staticStandardizer(training, rows, groups);
  const shape: NetworkShape = {
    steps: sequences.steps,
    inputs: padded(widthOf(sequence)),
    statics: padded(widthOf(statics) + widthOf(sequence)),
    hidden: options.hidden,
    heads: options.heads,
    dense: options.dense,
  };
  const mean = own(weights).reduce((sum, weight) => sum + weight, 0) / rows.length;
  const z = new Float64Array(y.length).fill(Number.NaN);
  rows.forEach((row, i) => {
    const count = steps[i] as number;
    z[row] = ((y[row] as number) - (target.mean[count] as number)) / (target.scale[count] as number);
  });
  const samples: Samples = { inputs: { sequences, x }, z, weights: weights.map((weight) => weight / mean) };
  const { films, heldOut } = splitFilms(training, rows, options.heldOut);
  const task: NetworkTask = { model: { shape, sequence, statics }, samples, films, heldOut, groups };
  const networks = Array.from({ length: options.seeds }, (_, n) => trainNetwork(task, options, `network ${n}`));
  return {
    model: {
      kind: 'lstm',
      steps: sequences.steps,
      channels: sequences.channels,
      columns: x.columns,
      ...{ shape, sequence, statics, target },
      networks: networks.map(({ parameters }) => parameters),
    },
    training: networks.map(({ epochs, history }) => ({ epochs, history })),
  };
}

/** Numbers of the rows that count. */
function checkedRows({ sequences, x, y, weights, films, releases }: SequenceTraining): Int32Array {
  const lengths = [sequences.rows, y.length, weights.length, films.length, releases.length];
  if (lengths.some((length) => length !== x.rows)) throw new RangeError(`${x.rows} rows do not fit ${lengths}`);
  if (!weights.every((weight) => weight >= 0 && weight < Infinity)) throw new RangeError('a weight is not >= 0');
  const rows = Int32Array.from(weights.keys()).filter((row) => (weights[row] as number) > 0);
  if (rows.length === 0) throw new RangeError('there is no row to learn from');
  if (!rows.every((row) => Number.isFinite(y[row]))) throw new RangeError('a target is not a finite number');
  return rows;
}

function sequenceStandardizer(
  { sequences, weights }: SequenceTraining,
  rows: Int32Array,
  { channels }: InputGroups,
): Standardizer {
  const sums = columnSums(sequences.channels);
  for (const row of rows) {
    for (let step = 0; step < sequences.steps; step++) {
      const offset = (row * sequences.steps + step) * sequences.channels;
      if (Number.isNaN(sequences.data[offset] as number)) continue;
      addRow(sums, sequences.data, offset, weights[row] as number);
    }
  }
  return standardizer(sums, (channel) => channel < channels.length);
}

function staticStandardizer(
  { x, weights }: SequenceTraining,
  rows: Int32Array,
  { columns }: InputGroups,
): Standardizer {
  const sums = columnSums(x.columns);
  for (const row of rows) addRow(sums, x.data, row * x.columns, weights[row] as number);
  return standardizer(sums, (column) => (columns[column] ?? -1) >= 0);
}

/** Films in the order of time, the latest ones apart: samples per film, and a few samples of each film held out. */
function splitFilms(
  { films, releases }: SequenceTraining,
  rows: Int32Array,
  share: number,
): { readonly films: readonly (readonly number[])[]; readonly heldOut: readonly number[] } {
  const byFilm = new Map<number, number[]>();
  for (const row of rows) {
    const film = films[row] as number;
    const own = byFilm.get(film) ?? [];
    own.push(row);
    byFilm.set(film, own);
  }
  const release = (own: readonly number[]) => releases[own[0] ?? -1] ?? 0;
  const ordered = [...byFilm.entries()]
    .sort(([a, own], [b, other]) => release(own) - release(other) || a - b)
    .map(([, own]) => own);
  const learnt = Math.max(1, Math.ceil(ordered.length * (1 - share)));
  const heldOut = ordered.slice(learnt).flatMap((own, film) => {
    const count = Math.min(HELD_OUT_MOMENTS, own.length);
    return Array.from(
      { length: count },
      (_, i) => own[(film + Math.floor((i * own.length) / count)) % own.length] as number,
    );
  });
  return { films: ordered.slice(0, learnt), heldOut };
}
