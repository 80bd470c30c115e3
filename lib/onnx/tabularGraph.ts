import type { GraphModel } from '../models/regressor.ts';
import { boostingNodes } from './boostingNodes.ts';
import { forestNodes } from './forestNodes.ts';
import type { GraphConstant, GraphValue } from './graphModel.ts';
import { encodeGraphModel } from './graphModel.ts';
import type { GraphNode } from './graphNode.ts';
import { kernelNodes } from './kernelNodes.ts';
import { isSamePlace, type KernelPlace, kernelSpaceNodes, kernelSpaceValues } from './kernelSpaceNodes.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';
import { ridgeNodes } from './ridgeNodes.ts';

/** One quantity to predict: models that all see the same inputs, and how they speak with one voice. */
export interface GraphTarget {
  readonly name: string;
  readonly models: readonly { readonly name: string; readonly model: GraphModel; readonly weight: number }[];
  /** Added to the weighted sum. */
  readonly bias: number;
}

export interface TabularGraphSpec {
  /** Columns of the input. */
  readonly features: number;
  /** Their names, kept as metadata `features` (a JSON list). */
  readonly featureNames: readonly string[];
  readonly targets: readonly GraphTarget[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The name of the graph's input. */
export const GRAPH_INPUT = 'x';

/** The name of the output that combines a target's models. */
export function stackOutput(target: string): string {
  return `${target}.stack`;
}

/** The outputs of a graph, in its order: per target each model, then the stack. */
export function graphOutputs(targets: readonly Pick<GraphTarget, 'name' | 'models'>[]): readonly string[] {
  return targets.flatMap(({ name, models }) => [...models.map((part) => `${name}.${part.name}`), stackOutput(name)]);
}

/**
 * The ONNX bytes of models and their stacks. Input `x`: [N, features] float, NaN = missing. Outputs: [N, 1] double,
 * named `<target>.<model>` and `<target>.stack`. The same spec gives the same bytes.
 * @throws RangeError for columns that do not fit, a name that is taken, a target without models, or a number that is not
 * finite
 */
export function buildTabularGraph(spec: TabularGraphSpec): Uint8Array {
  const { features, featureNames, targets } = spec;
  if (featureNames.length !== features) throw new RangeError(`${features} features have ${featureNames.length} names`);
  const outputs = graphOutputs(targets);
  if (new Set([GRAPH_INPUT, ...outputs]).size !== outputs.length + 1)
    throw new RangeError('output names are not unique');
  const inputs: GraphInputs = { values: 'values', missing: 'missing', missingFlags: 'missingFlags' };
  const spaces: KernelPlace[] = [];
  const parts = [prelude(inputs), ...targets.flatMap((target) => targetParts(target, features, inputs, spaces))];
  return encodeGraphModel({
    nodes: parts.flatMap((part) => part.nodes),
    constants: parts.flatMap((part) => part.constants),
    inputs: [{ name: GRAPH_INPUT, type: 'float', dims: ['N', features] }],
    outputs: outputs.map((name): GraphValue => ({ name, type: 'double', dims: ['N', 1] })),
    metadata: { features: JSON.stringify(featureNames), ...spec.metadata },
  });
}

/** onnx.proto3's number of the double type, for Cast. */
const TO_DOUBLE = { to: { integer: 11 } };

function prelude({ values, missing, missingFlags }: GraphInputs): GraphPart {
  return {
    nodes: [
      { operator: 'Cast', inputs: [GRAPH_INPUT], output: values, attributes: TO_DOUBLE },
      { operator: 'IsNaN', inputs: [values], output: missing },
      { operator: 'Cast', inputs: [missing], output: missingFlags, attributes: TO_DOUBLE },
    ],
    constants: [],
  };
}

/** @param spaces in which earlier models of the graph measure; that of a model is added where none is the same */
function modelParts(model: GraphModel, inputs: GraphInputs, output: string, spaces: KernelPlace[]): GraphPart[] {
  switch (model.kind) {
    case 'ridge':
      return [ridgeNodes(model, inputs, output)];
    case 'boosting':
      return [boostingNodes(model, inputs, output)];
    case 'forest':
      return [forestNodes(model, inputs, output)];
    case 'kernel': {
      const known = spaces.findIndex((space) => isSamePlace(space, model));
      const at = known < 0 ? spaces.push(model) - 1 : known;
      const own = kernelNodes(model, inputs, kernelSpaceValues(model, `space${at}`), output);
      const isNew = known < 0 && model.slope.length > 0;
      return isNew ? [kernelSpaceNodes(model, inputs, `space${at}`), own] : [own];
    }
  }
}

function targetParts(
  { name, models, bias }: GraphTarget,
  features: number,
  inputs: GraphInputs,
  spaces: KernelPlace[],
): GraphPart[] {
  if (models.length === 0) throw new RangeError(`${name} has no model`);
  const outputs = models.map((part) => `${name}.${part.name}`);
  const parts = models.flatMap(({ model }, m) => {
    if (model.columns !== features) throw new RangeError(`a model of ${name} expects ${model.columns} columns`);
    return modelParts(model, inputs, outputs[m] ?? '', spaces);
  });
  const stack = stackOutput(name);
  const nodes: GraphNode[] = [
    { operator: 'Concat', inputs: outputs, output: `${stack}/all`, attributes: { axis: { integer: 1 } } },
    { operator: 'MatMul', inputs: [`${stack}/all`, `${stack}/weights`], output: `${stack}/sum` },
    { operator: 'Add', inputs: [`${stack}/sum`, `${stack}/bias`], output: stack },
  ];
  const constants: GraphConstant[] = [
    { name: `${stack}/weights`, dims: [models.length, 1], data: Float64Array.from(models, ({ weight }) => weight) },
    { name: `${stack}/bias`, dims: [1], data: Float64Array.of(bias) },
  ];
  return [...parts, { nodes, constants }];
}
