import type { FeatureMatrix } from '../matrix.ts';
import type { NetworkShape } from './networkShape.ts';
import type { Standardizer } from './standardizer.ts';

/**
 * Sequences of films: `rows` x `steps` x `channels` numbers, film after film, step after step; NaN = missing. The first
 * channel is the position in time; a step without it does not exist (it has not passed yet, or is padding).
 */
export interface SequenceMatrix {
  readonly rows: number;
  readonly steps: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** What the sequence model sees: a sequence per film, and static inputs joined to it, row for row. */
export interface SequenceInputs {
  readonly sequences: SequenceMatrix;
  readonly x: FeatureMatrix;
}

/**
 * Inputs that are unknown or known together: trained with some of them hidden, explained one by one. Numbers from 0 to
 * `count` - 1; -1 = a channel that is never hidden, a column that is not joined.
 */
export interface InputGroups {
  readonly count: number;
  readonly channels: Int8Array;
  readonly columns: Int8Array;
}

/** Targets on one scale whatever the number of steps: (y - mean) / scale, by the number of steps there are. */
export interface TargetScale {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Several networks that were trained alike from other seeds, and speak as their mean. */
export interface SequenceModel {
  readonly kind: 'lstm';
  readonly steps: number;
  readonly channels: number;
  /** Columns of the static inputs. */
  readonly columns: number;
  readonly shape: NetworkShape;
  readonly sequence: Standardizer;
  readonly statics: Standardizer;
  readonly target: TargetScale;
  /** Parameters of each network in the order of `parameterBlocks`. */
  readonly networks: readonly Float32Array[];
}

/** The sequences with these numbers, in this order, copied. */
export function selectSequences(sequences: SequenceMatrix, rows: ArrayLike<number>): SequenceMatrix {
  const width = sequences.steps * sequences.channels;
  const data = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    data.set(sequences.data.subarray(row * width, (row + 1) * width), i * width);
  }
  return { ...sequences, rows: rows.length, data };
}
