import { predictSequence } from '../models/lstm/predictSequence.ts';
import { type SequenceInputs, type SequenceModel, selectSequences } from '../models/lstm/sequenceModel.ts';
import { selectRows } from '../models/matrix.ts';
import { fromPlainBytes, toPlainBytes } from '../provenance/plainBytes.ts';

/** Films of a sequence graph and what it must answer. */
export interface GoldenSequences {
  readonly inputs: SequenceInputs;
  /** One number per film. */
  readonly output: Float64Array;
}

/** How far a graph may be from its golden rows, relative to the larger of the answer and one. */
const GOLDEN_TOLERANCE = 1e-5;

/** Places among the films of an origin at which golden rows are taken. */
const GOLDEN_PLACES = [0, 0.5, 1] as const;

/**
 * Films from the first to the last of each origin, so that sequences of every length are tried, and one of which nothing
 * but the steps is known; with what the trainer's model says of them.
 * @param origins at least one, as the model was trained on them
 */
export function goldenSequences(model: SequenceModel, origins: readonly SequenceInputs[]): GoldenSequences {
  const parts = origins.map(({ sequences, x }) => {
    const rows = [...new Set(GOLDEN_PLACES.map((place) => Math.round(place * (x.rows - 1))))].filter((row) => row >= 0);
    return { sequences: selectSequences(sequences, rows), x: selectRows(x, rows) };
  });
  const rows = parts.reduce((sum, part) => sum + part.x.rows, 0) + 1;
  const { steps, channels, columns } = model;
  const data = new Float32Array(rows * steps * channels).fill(Number.NaN);
  const x = new Float32Array(rows * columns).fill(Number.NaN);
  let row = 0;
  for (const part of parts) {
    data.set(part.sequences.data, row * steps * channels);
    x.set(part.x.data, row * columns);
    row += part.x.rows;
  }
  for (let step = 0; step < steps; step++) {
    const first = step * channels; // the positions of the last film copied are those of a film with many steps
    data[row * steps * channels + first] = data[(row - 1) * steps * channels + first] ?? Number.NaN;
  }
  const inputs = { sequences: { rows, steps, channels, data }, x: { rows, columns, data: x } };
  return { inputs, output: predictSequence(model, inputs) };
}

/** Whether a graph answers its golden rows as it must. */
export function fitsGolden({ output }: GoldenSequences, answers: Float64Array): boolean {
  return output.every((value, row) => {
    const gap = Math.abs((answers[row] ?? Number.NaN) - value);
    return gap <= GOLDEN_TOLERANCE * Math.max(1, Math.abs(value));
  });
}

/** The bytes of golden sequences. */
export function encodeGoldenSequences(golden: GoldenSequences): Uint8Array {
  return toPlainBytes(golden);
}

/** Reads {@link encodeGoldenSequences}. @throws RangeError or SyntaxError for other bytes */
export function decodeGoldenSequences(bytes: Uint8Array): GoldenSequences {
  return fromPlainBytes(bytes) as GoldenSequences;
}
