import type { BoostingModel } from '../models/boosting/boostingModel.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';
import { treeEnsembleNode } from './treeEnsembleNode.ts';

/**
 * Boosted trees as one TreeEnsemble of ai.onnx.ml 5 plus the base. Double precision, so that the graph's sum is the
 * trainer's; the thresholds are single-precision numbers, so that both take the same way through every tree.
 * @param output name of the prediction, [N, 1] double; other names begin with it
 */
export function boostingNodes(model: BoostingModel, inputs: GraphInputs, output: string): GraphPart {
  const sum = `${output}/trees`;
  const base = `${output}/base`;
  return {
    nodes: [treeEnsembleNode(model.trees, inputs.values, sum), { operator: 'Add', inputs: [sum, base], output }],
    constants: [{ name: base, dims: [1], data: Float64Array.of(model.base) }],
  };
}
