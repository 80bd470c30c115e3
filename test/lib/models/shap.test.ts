import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { fitForest } from '../../../lib/models/forest/fitForest.ts';
import { predictForest } from '../../../lib/models/forest/forestModel.ts';
import type { FeatureMatrix } from '../../../lib/models/matrix.ts';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { attributeTrees } from '../../../lib/models/shap.ts';
import type { TreeEnsemble } from '../../../lib/models/trees/treeEnsemble.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

/** The mean of a tree when only the columns in `known` (a bit set) are known: children weigh by their cover. */
function conditionalMean(trees: TreeEnsemble, node: number, x: FeatureMatrix, row: number, known: number): number {
  const feature = trees.feature[node] ?? -1;
  if (feature < 0) return trees.value[node] ?? 0;
  const below = (child: number) => conditionalMean(trees, child, x, row, known);
  const [left, right] = [trees.left[node] ?? 0, trees.right[node] ?? 0];
  if (known & (1 << feature)) {
    const value = x.data[row * x.columns + feature] ?? Number.NaN;
    const goesLeft = Number.isNaN(value) ? trees.missingLeft[node] === 1 : value <= (trees.threshold[node] ?? 0);
    return below(goesLeft ? left : right);
  }
  const cover = trees.cover[node] ?? 1;
  return ((trees.cover[left] ?? 0) * below(left) + (trees.cover[right] ?? 0) * below(right)) / cover;
}

/** Shapley values by their definition: the mean gain of a column over all orders in which columns become known. */
function bruteForce(trees: TreeEnsemble, x: FeatureMatrix, row: number): number[] {
  const value = Array.from({ length: 2 ** x.columns }, (_, known) =>
    trees.roots.reduce((sum, root) => sum + conditionalMean(trees, root, x, row, known), 0),
  );
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const size = (set: number) => set.toString(2).replaceAll('0', '').length;
  return Array.from({ length: x.columns }, (_, column) =>
    value.reduce((sum, without, set) => {
      if (set & (1 << column)) return sum;
      const orders = factorial(size(set)) * factorial(x.columns - size(set) - 1);
      return sum + (orders / factorial(x.columns)) * ((value[set | (1 << column)] ?? 0) - without);
    }, 0),
  );
}

describe('Shapley values of trees', () => {
  it('equal the definition, summed over every set of known columns', () => {
    const settings = fc.record({ seed: fc.nat(1000), depth: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(settings, ({ seed, depth }) => {
        const training = syntheticRows(200, 6, { seed });
        const { trees } = fitBoosting(training, { seed, depth, rounds: 5, minLeafWeight: 1, learningRate: 0.5 });
        const asked = wildInputs(5, 6, seed);
        for (let row = 0; row < asked.rows; row++) {
          const { contributions } = attributeTrees(trees, asked, row);
          bruteForce(trees, asked, row).forEach((value, column) => {
            expect(Math.abs((contributions[column] ?? 0) - value)).toBeLessThan(1e-12);
          });
        }
      }),
      { seed: 61, numRuns: 25 },
    );
  });

  it('equal the definition for forests too, whose trees ask for the same column again and again', () => {
    const settings = fc.record({
      seed: fc.nat(1000),
      depth: fc.integer({ min: 1, max: 10 }),
      cuts: fc.constantFrom('best' as const, 'random' as const),
      columns: fc.integer({ min: 4, max: 7 }),
    });
    fc.assert(
      fc.property(settings, ({ seed, depth, cuts, columns }) => {
        const training = syntheticRows(150, columns, { seed });
        const model = fitForest(training, { seed, depth, cuts, trees: 6, minLeafWeight: 1 });
        const asked = wildInputs(4, columns, seed);
        const predictions = predictForest(model, asked);
        for (let row = 0; row < asked.rows; row++) {
          const { base, contributions } = attributeTrees(model.trees, asked, row);
          bruteForce(model.trees, asked, row).forEach((value, column) => {
            expect(Math.abs((contributions[column] ?? 0) - value)).toBeLessThan(1e-12);
          });
          const sum = contributions.reduce((total, value) => total + value, base);
          expect(Math.abs(sum - (predictions[row] ?? 0))).toBeLessThan(1e-12);
        }
      }),
      { seed: 62, numRuns: 25 },
    );
  });

  it('equal the definition where nearly all training rows go one way', () => {
    const training = syntheticRows(200, 4, { seed: 8 });
    const weights = training.weights.map((weight, row) => (row % 10 === 0 ? weight : weight * 1e6));
    const model = fitForest({ ...training, weights }, { seed: 8, trees: 4, bootstrap: false, minLeafWeight: 0.1 });
    const asked = wildInputs(6, 4, 9);
    for (let row = 0; row < asked.rows; row++) {
      const { contributions } = attributeTrees(model.trees, asked, row);
      bruteForce(model.trees, asked, row).forEach((value, column) => {
        expect(Math.abs((contributions[column] ?? 0) - value)).toBeLessThan(1e-11);
      });
    }
  });

  it('equal figures worked out by hand for one small tree', () => {
    // column 0 <= 1 ? (column 1 <= 0 ? 4 : 8) : 10, reached by 1, 3 and 4 of 8 rows
    const trees: TreeEnsemble = {
      roots: Int32Array.of(0),
      feature: Int32Array.of(0, 1, -1, -1, -1),
      threshold: Float32Array.of(1, 0, 0, 0, 0),
      missingLeft: Uint8Array.of(0, 0, 0, 0, 0),
      left: Int32Array.of(1, 2, -1, -1, -1),
      right: Int32Array.of(4, 3, -1, -1, -1),
      value: Float64Array.of(0, 0, 4, 8, 10),
      cover: Float64Array.of(8, 4, 1, 3, 4),
    };
    const { base, contributions } = attributeTrees(trees, matrixOfRows([[0, -1]], 2), 0);
    // means: nothing known (1·4 + 3·8 + 4·10) / 8 = 8.5; column 0 known (4 + 24) / 4 = 7; column 1 known
    // (4 · 4 + 4 · 10) / 8 = 7; both known 4
    expect(base).toBeCloseTo(8.5, 12);
    expect(contributions[0]).toBeCloseTo((7 - 8.5) / 2 + (4 - 7) / 2, 12);
    expect(contributions[1]).toBeCloseTo((7 - 8.5) / 2 + (4 - 7) / 2, 12);
  });

  it('give nothing to columns that no tree asks for', () => {
    const training = syntheticRows(300, 8, { seed: 3 });
    const { trees } = fitBoosting(training, { seed: 3, rounds: 10, depth: 2 });
    const { contributions } = attributeTrees(trees, training.x, 0);
    contributions.forEach((value, column) => {
      if (!trees.feature.includes(column)) expect(value).toBe(0);
    });
  });
});
