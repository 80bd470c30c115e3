import type { Day } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import type { SequenceMatrix, SequenceModel } from '../models/lstm/sequenceModel.ts';
import type { FeatureMatrix } from '../models/matrix.ts';

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
  /** Which film each row is: the same number at every origin. */
  readonly films: Int32Array;
}

/** One model for all origins, and what models of earlier folds forecast. */
export interface SequenceFit {
  readonly model: SequenceModel;
  /** Per origin given, one per row; NaN where no fold forecast the row. */
  readonly outOfFold: readonly Float64Array[];
  /** Days at which the folds stood. */
  readonly foldDays: readonly Day[];
}
