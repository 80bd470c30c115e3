import { gaussLegendre } from '../stats/gaussLegendre.ts';
import type { Attribution } from './contract.ts';
import type { FeatureMatrix } from './matrix.ts';
import type { TreeEnsemble } from './trees/treeEnsemble.ts';

/**
 * Exact Shapley values of tree predictions, where an unknown column is averaged over the training rows that reach each
 * node (path-dependent). The base is the weighted mean of the trees over the training rows.
 *
 * A leaf's value counts, for known columns K, with the product over the columns on its way of `one` (does the row itself
 * go that way) for those in K and `zero` (what share of the training rows does) for the others. Where every column is
 * known with probability t, that is v · Π (t·one + (1 − t)·zero), and the Shapley value of column i is the integral over t
 * of the same product without i, times (one − zero). It is a polynomial in t, so a Gauss-Legendre rule of half its degree
 * is exact; and since leaves below an edge share its factor, one walk down and up each tree does for all of them.
 * @param row row of `x` to explain
 * @see Lundberg, Erion & Lee 2018, "Consistent individualized feature attribution for tree ensembles" (the values);
 * Owen 1972, "Multilinear extensions of games" (the integral); Yu et al. 2022, "Linear TreeShap" (sums up the tree)
 */
export function attributeTrees(trees: TreeEnsemble, x: FeatureMatrix, row: number): Attribution {
  const contributions = new Float64Array(x.columns);
  const depth = depthOf(trees);
  const { places, weights } = gaussLegendre(Math.max(1, Math.ceil(depth / 2)));
  const points = places.length;
  const memory = () => new Float64Array((depth + 1) * points);
  const walk: Walk = {
    ...{ trees, data: x.data, offset: row * x.columns, contributions, places, weights, points },
    ...{ products: memory().fill(1, 0, points), inverses: memory(), sums: memory() },
    ...{ zero: new Float64Array(x.columns).fill(1), one: new Uint8Array(x.columns).fill(1) },
  };
  let base = 0;
  for (const root of trees.roots) base += descend(walk, root, 0) / (trees.cover[root] as number);
  return { base, contributions };
}

/** What the walk down the trees needs; lists by level hold `points` numbers per level, one per place of the rule. */
interface Walk {
  readonly trees: TreeEnsemble;
  readonly data: Float32Array;
  readonly offset: number;
  readonly contributions: Float64Array;
  readonly places: Float64Array;
  readonly weights: Float64Array;
  readonly points: number;
  /** By level: the product of the factors of all columns on the way. */
  readonly products: Float64Array;
  /** By level: one over the factor of the column that the edge to this level asks for. */
  readonly inverses: Float64Array;
  /** By level: the sum over the leaves below of value · product. */
  readonly sums: Float64Array;
  /** Per column, on the way so far: the share of the training weight that flows on when the column is unknown. */
  readonly zero: Float64Array;
  /** Per column: 1 when the row itself flows on, else 0. */
  readonly one: Uint8Array;
}

/** Fills the sums of its level and credits the columns asked below. @returns the sum of value · cover over the leaves */
function descend(walk: Walk, node: number, level: number): number {
  const { trees, points, products, sums } = walk;
  const feature = trees.feature[node] as number;
  const at = level * points;
  if (feature < 0) {
    const value = trees.value[node] as number;
    for (let q = at; q < at + points; q++) sums[q] = value * (products[q] as number);
    return value * (trees.cover[node] as number);
  }
  const value = walk.data[walk.offset + feature] as number;
  const edge = trees.threshold[node] as number;
  const goesLeft = trees.missingLeft[node] === 1 ? !(value > edge) : value <= edge; // NaN is neither
  for (let q = at; q < at + points; q++) sums[q] = 0;
  const left = follow(walk, node, trees.left[node] as number, feature, goesLeft, level);
  const right = follow(walk, node, trees.right[node] as number, feature, !goesLeft, level);
  return left + right;
}

/**
 * Goes down one edge and, on the way back, credits the edge's column. The last edge above that asks for the same column
 * will be credited with these leaves too, though its factor is no longer theirs: that much is taken off.
 */
function follow(walk: Walk, parent: number, child: number, feature: number, isOwnWay: boolean, level: number): number {
  const { trees, places, weights, points, products, inverses, sums, zero, one, contributions } = walk;
  const at = level * points;
  const below = at + points;
  const zeroAbove = zero[feature] as number;
  const oneAbove = one[feature] as number;
  const zeroHere = (zeroAbove * (trees.cover[child] as number)) / (trees.cover[parent] as number);
  const oneHere = isOwnWay ? oneAbove : 0;
  const askedAbove = zeroAbove !== oneAbove; // else both are one, and so is its factor above
  for (let q = 0; q < points; q++) {
    const place = places[q] as number;
    const factor = place * oneHere + (1 - place) * zeroHere;
    const product = (products[at + q] as number) * factor;
    inverses[below + q] = 1 / factor;
    products[below + q] = askedAbove ? product / (place * oneAbove + (1 - place) * zeroAbove) : product;
  }
  zero[feature] = zeroHere;
  one[feature] = oneHere;
  const mass = descend(walk, child, level + 1);
  zero[feature] = zeroAbove;
  one[feature] = oneAbove;
  let credit = 0;
  let tooMuch = 0;
  for (let q = 0; q < points; q++) {
    const sum = sums[below + q] as number;
    const weighted = (weights[q] as number) * sum;
    const place = places[q] as number;
    sums[at + q] = (sums[at + q] as number) + sum;
    credit += weighted * (inverses[below + q] as number);
    if (askedAbove) tooMuch += weighted / (place * oneAbove + (1 - place) * zeroAbove);
  }
  contributions[feature] =
    (contributions[feature] as number) + (oneHere - zeroHere) * credit - (oneAbove - zeroAbove) * tooMuch;
  return mass;
}

/** The most splits on any way down; a parent stands before its children, so one pass finds it. */
function depthOf(trees: TreeEnsemble): number {
  const depths = new Int32Array(trees.feature.length);
  for (let node = 0; node < depths.length; node++) {
    if ((trees.feature[node] as number) < 0) continue;
    const below = (depths[node] as number) + 1;
    depths[trees.left[node] as number] = below;
    depths[trees.right[node] as number] = below;
  }
  return depths.reduce((most, depth) => Math.max(most, depth), 0);
}
