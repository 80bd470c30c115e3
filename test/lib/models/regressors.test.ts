import { describe, expect, it } from 'vitest';
import { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { fitComparables } from '../../../lib/models/comparables/fitComparables.ts';
import { fitElasticNet } from '../../../lib/models/elasticNet/fitElasticNet.ts';
import { fitForest } from '../../../lib/models/forest/fitForest.ts';
import { fitGaussianProcess } from '../../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../../lib/models/kernel/fitSvr.ts';
import { featureMatrix, matrixOfRows, rowOf, selectRows } from '../../../lib/models/matrix.ts';
import { fitMultiplier } from '../../../lib/models/multiplier.ts';
import { fitPooledLegs } from '../../../lib/models/pooledLegs/fitPooledLegs.ts';
import { attributeModel, combineAttributions, predictModel } from '../../../lib/models/regressor.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import { predictStack } from '../../../lib/models/stack.ts';
import { describeRegressor } from './regressorContract.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

describeRegressor('multiplier', { fit: fitMultiplier, countsWeights: true });
describeRegressor('pooled legs', {
  fit: (rows) =>
    fitPooledLegs(rows, {
      factors: [
        { name: 'kind', columns: [0, 1, 2] },
        { name: 'size', column: 3, tiers: 3 },
      ],
    }),
  countsWeights: true,
});
describeRegressor('ridge', {
  fit: (rows) => fitRidge(rows),
  countsWeights: false, // the blocks that choose the penalty are cut by rows
});
describeRegressor('ridge with a fixed penalty', {
  fit: (rows) => fitRidge(rows, { penalties: [0.01] }),
  countsWeights: true,
});
describeRegressor('elastic net', {
  fit: (rows) => fitElasticNet(rows),
  countsWeights: false, // as for ridge
});
describeRegressor('elastic net with a fixed penalty and bounded columns', {
  fit: (rows) => fitElasticNet(rows, { penalties: [0.02], monotone: Int8Array.of(1, -1, 0, 1, 0, 0) }),
  countsWeights: true,
});
describeRegressor('boosting of the whole sample', {
  fit: (rows, seed) => fitBoosting(rows, { seed, rounds: 40, rowShare: 1 }),
  countsWeights: true,
});
describeRegressor('boosting of drawn rows and columns', {
  fit: (rows, seed) => fitBoosting(rows, { seed, rounds: 40, rowShare: 0.7, columnShare: 0.5, bins: 16 }),
  countsWeights: false,
});
describeRegressor('monotone boosting', {
  fit: (rows, seed) => fitBoosting(rows, { seed, rounds: 40, rowShare: 1, monotone: Int8Array.of(1, 0, -1, 0, 0, 0) }),
  countsWeights: true,
});
describeRegressor('boosting of a quantile', {
  fit: (rows, seed) => fitBoosting(rows, { seed, rounds: 40, rowShare: 1, loss: { kind: 'pinball', level: 0.75 } }),
  countsWeights: false, // the draw of a quantile between two rows may fall to either when rows repeat
});
describeRegressor('support vector regression', {
  fit: (rows) => fitSvr(rows),
  countsWeights: false, // the search stops within its tolerance, on another way for twice as many rows
});
describeRegressor('support vector regression to the last digits', {
  fit: (rows) => fitSvr(rows, { tolerance: 1e-10 }),
  countsWeights: true,
});
describeRegressor('Gaussian process', {
  fit: (rows) => fitGaussianProcess(rows),
  countsWeights: false, // likelihood counts a row twice as two pieces of evidence
});
describeRegressor('Gaussian process of one belief', {
  fit: (rows) => fitGaussianProcess(rows, { lengthScales: [1], linearShares: [0.5], noises: [0.3] }),
  countsWeights: true,
});
describeRegressor('random forest', {
  fit: (rows, seed) => fitForest(rows, { seed, trees: 20 }),
  countsWeights: false, // rows are drawn
});
describeRegressor('monotone forest', {
  fit: (rows, seed) =>
    fitForest(rows, { seed, trees: 20, bootstrap: false, monotone: Int8Array.of(1, 0, -1, 0, 0, 0) }),
  countsWeights: true,
});
describeRegressor('extremely randomized trees', {
  fit: (rows, seed) => fitForest(rows, { seed, trees: 20, cuts: 'random' }),
  countsWeights: true,
});
describeRegressor('comparables', {
  fit: (rows) => fitComparables(rows, { yardstick: [{ column: 0 }, { column: 1 }, { column: 3, importance: 2 }] }),
  countsWeights: false,
});

describe('a weighted sum of models', () => {
  it('is explained by the weighted sum of their explanations', () => {
    const rows = syntheticRows(300, 5, { seed: 31 });
    const models = { ridge: fitRidge(rows), boosting: fitBoosting(rows, { seed: 1, rounds: 30 }) };
    const asked = wildInputs(20, 5, 32);
    const stack = {
      kind: 'stack',
      models: ['ridge', 'boosting'],
      weights: Float64Array.of(0.3, 0.7),
      bias: 0.25,
    } as const;
    const predictions = predictStack(stack, {
      ridge: predictModel(models.ridge, asked),
      boosting: predictModel(models.boosting, asked),
    });
    for (let row = 0; row < asked.rows; row++) {
      const { base, contributions } = combineAttributions(
        [
          { weight: 0.3, attribution: attributeModel(models.ridge, asked, row) },
          { weight: 0.7, attribution: attributeModel(models.boosting, asked, row) },
        ],
        stack.bias,
      );
      const sum = contributions.reduce((total, value) => total + value, base);
      expect(Math.abs(sum - (predictions[row] ?? 0))).toBeLessThan(1e-9 * Math.max(1, Math.abs(sum)));
    }
  });
});

describe('a feature matrix', () => {
  it('is all missing without data and holds its rows one after the other', () => {
    expect([...featureMatrix(1, 2).data]).toEqual([Number.NaN, Number.NaN]);
    const x = matrixOfRows(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      2,
    );
    expect([...rowOf(x, 1)]).toEqual([3, 4]);
    expect([...selectRows(x, [2, 0, 2]).data]).toEqual([5, 6, 1, 2, 5, 6]);
  });

  it('refuses data and rows that do not fit', () => {
    expect(() => featureMatrix(2, 2, new Float32Array(3))).toThrow(RangeError);
    expect(() => matrixOfRows([[1, 2], [3]], 2)).toThrow(RangeError);
  });
});
