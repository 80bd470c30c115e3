import { AppError } from '../errors/appError.ts';
import type { ReadNode } from './readGraph.ts';

/**
 * Checks what a runtime takes on trust: every list of a TreeEnsemble has its length, every split reads an existing
 * column, and every child exists and comes after its parent, so that each walk down a tree ends at a leaf.
 * @throws AppError `model.tree`
 */
export function checkTreeNode(node: ReadNode, features: number): void {
  const broken = (detail: string) => new AppError('model.tree', { node: node.name, detail });
  const list = (name: string) => {
    const values = node.integers[name];
    if (!values) throw broken(`${name} is absent`);
    return values;
  };
  const feature = list('nodes_featureids');
  const nodes = feature.length;
  const leaves = node.tensors['leaf_weights']?.dims[0] ?? 0;
  const children = (['true', 'false'] as const).map((side) => ({
    ids: list(`nodes_${side}nodeids`),
    leaf: list(`nodes_${side}leafs`),
  }));
  const perNode = [list('nodes_missing_value_tracks_true'), ...children.flatMap(({ ids, leaf }) => [ids, leaf])];
  const sized =
    perNode.every((values) => values.length === nodes) &&
    ['nodes_splits', 'nodes_modes'].every((name) => node.tensors[name]?.dims[0] === nodes) &&
    list('leaf_targetids').length === leaves;
  if (!sized) throw broken('lists of different lengths');
  if (!feature.every((column) => column >= 0 && column < features)) throw broken('a column that does not exist');
  if (!list('leaf_targetids').every((target) => target === 0)) throw broken('a target that does not exist');
  if (node.integers['n_targets']?.[0] !== 1) throw broken('more than one target');
  if (!list('tree_roots').every((root) => root >= 0 && root < nodes)) throw broken('a root that does not exist');
  for (const { ids, leaf } of children) {
    const ends = ids.every((child, at) =>
      leaf[at] === 1 ? child >= 0 && child < leaves : child > at && child < nodes,
    );
    if (!ends) throw broken('a child that does not exist or comes before its parent');
  }
}
