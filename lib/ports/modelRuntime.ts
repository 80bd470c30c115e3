import type { SequenceInputs } from '../models/lstm/sequenceModel.ts';
import type { FeatureMatrix } from '../models/matrix.ts';

/** What a graph must look like to be opened. */
export interface GraphExpectation {
  /** Columns of its input `x`. */
  readonly features: number;
  /** Names of its outputs, one number per row each; any order. */
  readonly outputs: readonly string[];
  /** The largest file that is opened; default 64 MiB. */
  readonly maxBytes?: number;
}

/** A graph ready to run. */
export interface ModelSession {
  readonly features: number;
  readonly outputs: readonly string[];
  /**
   * Every output for every row; calls may overlap.
   * @throws AppError `model.inputs` when the columns differ, `model.run-failed` when the graph fails or answers with
   * something else than one finite number per row
   */
  run(x: FeatureMatrix): Promise<Readonly<Record<string, Float64Array>>>;
  /** Frees the memory of the graph; it cannot run any more. */
  close(): Promise<void>;
}

/** What a graph of sequences must look like to be opened; its output is one number per film. */
export interface SequenceExpectation {
  /** Steps and channels of its input `sequence`. */
  readonly steps: number;
  readonly channels: number;
  /** Columns of its input `x`. */
  readonly features: number;
  /** The largest file that is opened; default 64 MiB. */
  readonly maxBytes?: number;
}

/** A graph of sequences ready to run. */
export interface SequenceSession {
  readonly steps: number;
  readonly channels: number;
  readonly features: number;
  /**
   * One prediction per film; calls may overlap.
   * @throws AppError `model.inputs` when steps, channels or columns differ, `model.run-failed` when the graph fails or
   * answers with something else than one finite number per film
   */
  run(inputs: SequenceInputs): Promise<Float64Array>;
  /** Frees the memory of the graph; it cannot run any more. */
  close(): Promise<void>;
}

/** Opens ONNX graphs: what the product needs of a runtime and no more. */
export interface ModelRuntime {
  /**
   * Checks the file before and after the runtime has read it.
   * @throws AppError `model.too-large`, `model.not-onnx`, `model.external-data`, `model.versions`, `model.operator`,
   * `model.interface`, `model.not-finite`, `model.tree`, or `model.runtime` when the runtime itself refuses
   */
  openSession(bytes: Uint8Array, expectation: GraphExpectation): Promise<ModelSession>;

  /** As {@link openSession}, for graphs of sequences. @throws AppError with the same codes but `model.tree` */
  openSequenceSession(bytes: Uint8Array, expectation: SequenceExpectation): Promise<SequenceSession>;
}
