import type { TreeEnsemble } from '../models/trees/treeEnsemble.ts';
import type { GraphNode } from './graphNode.ts';

/** Values that the operator's enumerations number 0 and 1. */
const BRANCH_LEQ = 0;
const POST_TRANSFORM_NONE = 0;
const AGGREGATE_SUM = 1;

/**
 * Trees whose values add up, in double precision; the thresholds are single-precision numbers, so that a double made of
 * a float goes the same way as the float. Inner nodes and leaves are numbered apart. A tree that is a single leaf becomes an inner node whose two children are
 * that leaf, since a root must be an inner node; an ensemble without trees becomes one such tree of value 0.
 * @see https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html
 */
export function treeEnsembleNode(trees: TreeEnsemble, input: string, output: string): GraphNode {
  const lists = {
    roots: [] as number[],
    feature: [] as number[],
    split: [] as number[],
    trueChild: [] as number[],
    trueIsLeaf: [] as number[],
    falseChild: [] as number[],
    falseIsLeaf: [] as number[],
    missingIsTrue: [] as number[],
    leafValue: [] as number[],
  };
  const inner = (feature: number, split: number, missingLeft: number): number => {
    lists.feature.push(feature);
    lists.split.push(split);
    lists.missingIsTrue.push(missingLeft);
    for (const list of [lists.trueChild, lists.trueIsLeaf, lists.falseChild, lists.falseIsLeaf]) list.push(0);
    return lists.feature.length - 1;
  };
  const onlyLeaf = (value: number) => {
    const at = inner(0, 0, 0);
    const leaf = lists.leafValue.push(value) - 1;
    lists.trueChild[at] = leaf;
    lists.falseChild[at] = leaf;
    lists.trueIsLeaf[at] = 1;
    lists.falseIsLeaf[at] = 1;
    return at;
  };
  const isLeaf = (node: number) => (trees.feature[node] as number) < 0;
  const subtree = (node: number): number => {
    const at = inner(trees.feature[node] as number, trees.threshold[node] as number, trees.missingLeft[node] as number);
    const left = trees.left[node] as number;
    const right = trees.right[node] as number;
    lists.trueIsLeaf[at] = Number(isLeaf(left));
    lists.trueChild[at] = isLeaf(left) ? lists.leafValue.push(trees.value[left] as number) - 1 : subtree(left);
    lists.falseIsLeaf[at] = Number(isLeaf(right));
    lists.falseChild[at] = isLeaf(right) ? lists.leafValue.push(trees.value[right] as number) - 1 : subtree(right);
    return at;
  };
  for (const root of trees.roots) {
    lists.roots.push(isLeaf(root) ? onlyLeaf(trees.value[root] as number) : subtree(root));
  }
  if (trees.roots.length === 0) lists.roots.push(onlyLeaf(0));
  return {
    operator: 'TreeEnsemble',
    domain: 'ai.onnx.ml',
    inputs: [input],
    output,
    attributes: {
      aggregate_function: { integer: AGGREGATE_SUM },
      leaf_targetids: { integers: lists.leafValue.map(() => 0) },
      leaf_weights: { tensor: Float64Array.from(lists.leafValue) },
      n_targets: { integer: 1 },
      nodes_falseleafs: { integers: lists.falseIsLeaf },
      nodes_falsenodeids: { integers: lists.falseChild },
      nodes_featureids: { integers: lists.feature },
      nodes_missing_value_tracks_true: { integers: lists.missingIsTrue },
      nodes_modes: { tensor: new Uint8Array(lists.feature.length).fill(BRANCH_LEQ) },
      nodes_splits: { tensor: Float64Array.from(lists.split) },
      nodes_trueleafs: { integers: lists.trueIsLeaf },
      nodes_truenodeids: { integers: lists.trueChild },
      post_transform: { integer: POST_TRANSFORM_NONE },
      tree_roots: { integers: lists.roots },
    },
  };
}
