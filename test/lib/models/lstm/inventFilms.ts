import type { SequenceTraining } from '../../../../lib/models/lstm/fitSequenceModel.ts';
import type { InputGroups, SequenceInputs } from '../../../../lib/models/lstm/sequenceModel.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { standardNormal } from '../../../../lib/stats/standardNormal.ts';

export const STEPS = 9;
export const CHANNELS = 5;
export const COLUMNS = 6;

/** Channels 1-2 and columns 0-1 go together, channels 3-4 and columns 2-3, and columns 4-5 alone. */
export const GROUPS: InputGroups = {
  count: 3,
  channels: Int8Array.of(-1, 0, 0, 1, 1),
  columns: Int8Array.of(0, 0, 1, 1, 2, 2),
};

export interface Invention {
  readonly seed: number;
  /** Share of numbers that are missing; default 0.1. */
  readonly missing?: number;
  /** Fewest steps a film has; default 3. */
  readonly fewest?: number;
}

/** Films of which a first part of the steps exists, most numbers known. */
export function inventInputs(rows: number, { seed, missing = 0.1, fewest = 3 }: Invention): SequenceInputs {
  const random = seededRandom(seed);
  const number = () => (random() < missing ? Number.NaN : 2 * standardNormal(random) + 1);
  const data = new Float32Array(rows * STEPS * CHANNELS).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const steps = fewest + Math.floor(random() * (STEPS - fewest + 1));
    for (let step = 0; step < steps; step++) {
      const offset = (row * STEPS + step) * CHANNELS;
      data[offset] = (step - STEPS + 1) / 7;
      for (let channel = 1; channel < CHANNELS; channel++) data[offset + channel] = number();
    }
  }
  const x = Float32Array.from({ length: rows * COLUMNS }, number);
  return { sequences: { rows, steps: STEPS, channels: CHANNELS, data }, x: { rows, columns: COLUMNS, data: x } };
}

/** As {@link inventInputs}, with a target made of the last step, the mean of all and a static. */
export function inventFilms(rows: number, invention: Invention): SequenceTraining {
  const inputs = inventInputs(rows, invention);
  const random = seededRandom(invention.seed + 1);
  const { data } = inputs.sequences;
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const told: number[] = [];
    for (let step = 0; step < STEPS; step++) told.push(data[(row * STEPS + step) * CHANNELS + 1] ?? Number.NaN);
    const known = told.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    const fact = inputs.x.data[row * COLUMNS + 2] ?? Number.NaN;
    return (
      0.5 * (known.at(-1) ?? 0) - 0.4 * mean + (Number.isNaN(fact) ? 0 : 0.2 * fact) + 0.1 * standardNormal(random)
    );
  });
  return {
    ...inputs,
    y,
    weights: Float64Array.from({ length: rows }, () => 0.5 + random()),
    films: Int32Array.from({ length: rows }, (_, row) => row >> 1),
    releases: Int32Array.from({ length: rows }, (_, row) => 15_000 + (row >> 1)),
  };
}
