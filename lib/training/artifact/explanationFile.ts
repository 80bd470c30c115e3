import type { TargetModel } from '../../forecast/originModel.ts';
import type { GraphModel } from '../../models/regressor.ts';
import type { TreeEnsemble } from '../../models/trees/treeEnsemble.ts';
import { fromPlainBytes, toPlainBytes } from '../../provenance/plainBytes.ts';

/** Trees with narrower numbers: columns and children (as steps from their parent) in 16 bits. */
interface CompactTrees {
  readonly roots: Int32Array;
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int16Array;
  readonly right: Int16Array;
  readonly value: Float64Array;
  /** In single precision where that loses nothing: covers are sums of ones and halves. */
  readonly cover: Float32Array | Float64Array;
}

/** By origin ("T+3"), what explains forecasts of the total: the models themselves, with the covers of their trees. */
export type Explanations = Readonly<Record<string, TargetModel>>;

/** The bytes of `shap.bin`. */
export function encodeExplanations(explanations: Explanations): Uint8Array {
  const compact = Object.entries(explanations).map(([origin, { stack, models }]) => [
    origin,
    { stack, models: Object.fromEntries(Object.entries(models).map(([name, model]) => [name, compactModel(model)])) },
  ]);
  return toPlainBytes(Object.fromEntries(compact));
}

/** Reads {@link encodeExplanations}. @throws RangeError or SyntaxError for other bytes */
export function decodeExplanations(bytes: Uint8Array): Explanations {
  // the file's hash was checked against the manifest before
  const compact = fromPlainBytes(bytes) as Readonly<Record<string, TargetModel>>;
  const entries = Object.entries(compact).map(([origin, { stack, models }]) => [
    origin,
    { stack, models: Object.fromEntries(Object.entries(models).map(([name, model]) => [name, expandModel(model)])) },
  ]);
  return Object.fromEntries(entries);
}

function compactModel(model: GraphModel): unknown {
  if (model.kind !== 'boosting') return model;
  const { roots, feature, threshold, missingLeft, left, right, value, cover } = model.trees;
  const single = Float32Array.from(cover);
  const exact = single.every((own, node) => own === cover[node]);
  const trees: CompactTrees = {
    ...{ roots, threshold, missingLeft, value },
    feature: Int16Array.from(feature),
    left: Int16Array.from(left, (child, node) => (child < 0 ? 0 : child - node)),
    right: Int16Array.from(right, (child, node) => (child < 0 ? 0 : child - node)),
    cover: exact ? single : cover,
  };
  return { ...model, trees };
}

function expandModel(model: GraphModel): GraphModel {
  if (model.kind !== 'boosting') return model;
  const { roots, feature, threshold, missingLeft, left, right, value, cover } = model.trees as unknown as CompactTrees;
  const trees: TreeEnsemble = {
    ...{ roots, threshold, missingLeft, value },
    feature: Int32Array.from(feature),
    left: Int32Array.from(left, (step, node) => (step === 0 ? -1 : node + step)),
    right: Int32Array.from(right, (step, node) => (step === 0 ? -1 : node + step)),
    cover: Float64Array.from(cover),
  };
  return { ...model, trees };
}
