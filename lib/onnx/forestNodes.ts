import type { ForestModel } from '../models/forest/forestModel.ts';
import type { GraphInputs, GraphPart } from './ridgeNodes.ts';
import { treeEnsembleNode } from './treeEnsembleNode.ts';

/**
 * A forest as one TreeEnsemble of ai.onnx.ml 5; its leaves hold shares of the mean already, so they are summed.
 * @param output name of the prediction, [N, 1] double
 */
export function forestNodes(model: ForestModel, inputs: GraphInputs, output: string): GraphPart {
  return { nodes: [treeEnsembleNode(model.trees, inputs.values, output)], constants: [] };
}
