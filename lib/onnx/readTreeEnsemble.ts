import { TreeBuilder } from '../models/trees/treeBuilder.ts';
import type { TreeEnsemble } from '../models/trees/treeEnsemble.ts';
import type { ReadNode } from './readGraph.ts';
import { tensorNumbers } from './tensorNumbers.ts';

/**
 * The trees that `treeEnsembleNode` wrote, numbered as the trainer numbers them.
 * @param leafCovers weight of the training rows in each leaf, in the order of the node's leaves, which is from left to
 * right and tree by tree; inner nodes get the sum of theirs. None for an ensemble without trees.
 * @throws RangeError for a node that is none of ours or covers that do not fit
 */
export function readTreeEnsemble(node: ReadNode, leafCovers: Float64Array): TreeEnsemble {
  const list = (name: string) => {
    const integers = node.integers[name];
    if (!integers) throw new RangeError(`${node.name} has no ${name}`);
    return integers;
  };
  const numbers = (name: string) => {
    const tensor = node.tensors[name];
    const values = tensor && tensorNumbers(tensor);
    if (!values) throw new RangeError(`${node.name} has no ${name}`);
    return values;
  };
  const builder = new TreeBuilder();
  const leafValues = numbers('leaf_weights');
  if (leafCovers.length === 0) return builder.build();
  if (leafCovers.length !== leafValues.length) throw new RangeError(`${node.name} has other leaves`);
  const [feature, splits] = [list('nodes_featureids'), numbers('nodes_splits')];
  const missingIsTrue = list('nodes_missing_value_tracks_true');
  const [trueChild, trueIsLeaf] = [list('nodes_truenodeids'), list('nodes_trueleafs')];
  const [falseChild, falseIsLeaf] = [list('nodes_falsenodeids'), list('nodes_falseleafs')];

  const leaf = (id: number, at: number) => {
    builder.value[at] = leafValues[id] ?? Number.NaN;
    builder.cover[at] = leafCovers[id] ?? Number.NaN;
  };
  const inner = (id: number, at: number): void => {
    const [left, right] = [trueChild[id], falseChild[id]];
    if (left === undefined || right === undefined) throw new RangeError(`${node.name} has no node ${id}`);
    const [leftIsLeaf, rightIsLeaf] = [trueIsLeaf[id] === 1, falseIsLeaf[id] === 1];
    if (leftIsLeaf && rightIsLeaf && left === right) {
      leaf(left, at); // a tree of one leaf
      return;
    }
    // children that came before their parent would never end
    if ((!leftIsLeaf && left <= id) || (!rightIsLeaf && right <= id)) throw new RangeError(`${node.name} is no tree`);
    const first = builder.split(at, feature[id] ?? -1, splits[id] ?? Number.NaN, missingIsTrue[id] === 1);
    if (leftIsLeaf) leaf(left, first);
    else inner(left, first);
    if (rightIsLeaf) leaf(right, first + 1);
    else inner(right, first + 1);
    builder.cover[at] = (builder.cover[first] as number) + (builder.cover[first + 1] as number);
  };
  for (const root of list('tree_roots')) inner(root, builder.root());
  return builder.build();
}

/** The covers of the leaves of an ensemble, in the order in which {@link readTreeEnsemble} takes them. */
export function leafCoversOf({ roots, feature, left, right, cover }: TreeEnsemble): Float64Array {
  const covers: number[] = [];
  const visit = (node: number): void => {
    if ((feature[node] as number) < 0) {
      covers.push(cover[node] as number);
      return;
    }
    visit(left[node] as number);
    visit(right[node] as number);
  };
  roots.forEach(visit);
  return Float64Array.from(covers);
}
