import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { TrainingRows } from '../../../lib/models/contract.ts';
import type { ElasticNetOptions } from '../../../lib/models/elasticNet/fitElasticNet.ts';
import { fitElasticNet } from '../../../lib/models/elasticNet/fitElasticNet.ts';
import { featureMatrix, selectRows } from '../../../lib/models/matrix.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import { predictRidge } from '../../../lib/models/ridge/predictRidge.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

type Rows = Required<TrainingRows>;

/** Evenly spread inputs, which no bound at three deviations touches, in pairs that say nearly the same. */
function evenRows(rows: number, columns: number, seed: number, noise = 0.4): Rows {
  const random = seededRandom(seed);
  const x = featureMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const twin = j % 2 === 1 ? (x.data[i * columns + j - 1] ?? 0) : 0;
      x.data[i * columns + j] = j % 2 === 1 ? twin + 0.3 * random() : random();
    }
  }
  const y = Float64Array.from({ length: rows }, (_, i) => {
    const at = (column: number) => x.data[i * columns + column] ?? 0;
    return 2 + 3 * at(0) - 2 * at(2) + 0.5 * at(3) + noise * standardNormal(random);
  });
  return { x, y, weights: y.map(() => 0.5 + random()) };
}

interface Scaled {
  /** Columns of weighted mean 0 and deviation 1. */
  readonly z: Matrix;
  readonly deviation: number;
}

function scaled({ x, y, weights }: Rows): Scaled {
  const total = weights.reduce((a, b) => a + b, 0);
  const meanOf = (values: Float64Array) => values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / total;
  const deviationOf = (values: Float64Array) => Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));
  const columns = Array.from({ length: x.columns }, (_, j) => {
    const raw = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j] ?? 0);
    return Array.from(raw, (value) => (value - meanOf(raw)) / deviationOf(raw));
  });
  return { z: new Matrix(columns).transpose(), deviation: deviationOf(y) };
}

/** Proximal gradient descent (ISTA) on dense matrices: predictions for all rows, fitted on those that `fits` takes. */
function shrinkageFit(
  { z, deviation }: Scaled,
  { y, weights }: Rows,
  {
    penalty,
    l1Share,
    signs = [],
  }: { readonly penalty: number; readonly l1Share: number; readonly signs?: readonly number[] },
  fits: (row: number) => boolean = () => true,
): { readonly predictions: number[]; readonly beta: number[] } {
  const w = Array.from(weights, (weight, row) => (fits(row) ? weight : 0));
  const total = w.reduce((a, b) => a + b, 0);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value, i) => sum + value * (w[i] ?? 0), 0) / total;
  const centred = z.clone().subRowVector(Array.from({ length: z.columns }, (_, j) => meanOf(z.getColumn(j))));
  const center = meanOf(Array.from(y));
  const about = Matrix.columnVector(Array.from(y, (value) => value - center));
  const weighted = centred.transpose().mmul(Matrix.diag(w)).div(total);
  const [gram, moment] = [weighted.mmul(centred), weighted.mmul(about)];
  const step = 1 / (gram.trace() + penalty);
  let beta = Matrix.zeros(z.columns, 1);
  for (let round = 0; round < 40_000; round++) {
    const gradient = Matrix.sub(Matrix.sub(gram.mmul(beta), moment), Matrix.mul(beta, -penalty * (1 - l1Share)));
    const next = Matrix.sub(beta, gradient.mul(step)).apply(function shrink(this: Matrix, j: number) {
      const value = this.get(j, 0);
      const size = Math.max(Math.abs(value) - step * penalty * l1Share * deviation, 0) * Math.sign(value);
      this.set(j, 0, (signs[j] ?? 0) * size < 0 ? 0 : size);
    });
    const moved = Matrix.sub(next, beta).abs().max();
    beta = next;
    if (moved < 1e-13) break;
  }
  return {
    predictions: centred
      .mmul(beta)
      .to1DArray()
      .map((value) => value + center),
    beta: beta.to1DArray(),
  };
}

function expectNear(actual: Float64Array, expected: ArrayLike<number>, tolerance: number) {
  actual.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(tolerance);
  });
}

const PLAIN = { robust: Infinity } as const;

describe('elastic net against proximal gradient descent (ml-matrix)', () => {
  const rows = evenRows(90, 6, 4);
  const ready = scaled(rows);

  it.each([
    [0.3, 0.5],
    [0.02, 0.9],
    [0.1, 1],
    [0.05, 0],
  ])('fits the same function with penalty %d, of which %d on absolute values', (penalty, l1Share) => {
    const model = fitElasticNet(rows, { ...PLAIN, penalties: [penalty], l1Share });
    const { predictions, beta } = shrinkageFit(ready, rows, { penalty, l1Share });
    expectNear(predictRidge(model, rows.x), predictions, 1e-8);
    expect([...model.slope].map((value) => value === 0)).toEqual(beta.map((value) => value === 0));
  });

  it('fits the same function within bounds', () => {
    const signs = [1, 1, 1, -1, 0, -1];
    const model = fitElasticNet(rows, { ...PLAIN, penalties: [0.02], l1Share: 0.2, monotone: Int8Array.from(signs) });
    const bounded = shrinkageFit(ready, rows, { penalty: 0.02, l1Share: 0.2, signs });
    expectNear(predictRidge(model, rows.x), bounded.predictions, 1e-8);
    const free = fitElasticNet(rows, { ...PLAIN, penalties: [0.02], l1Share: 0.2 });
    expect([...free.slope].some((value, j) => value * (signs[j] ?? 0) < 0)).toBe(true); // the bounds do something
  });

  it('chooses the penalty that forecasts the left-out blocks best', () => {
    const noisy = evenRows(90, 6, 5, 3);
    const own = scaled(noisy);
    const penalties = [1, 0.3, 0.1, 0.03, 0.01, 0.003];
    const errors = penalties.map((penalty) => {
      let error = 0;
      for (let block = 0; block < 5; block++) {
        const inBlock = (row: number) => row >= block * 18 && row < (block + 1) * 18;
        const { predictions } = shrinkageFit(own, noisy, { penalty, l1Share: 0.5 }, (row) => !inBlock(row));
        predictions.forEach((value, row) => {
          if (inBlock(row)) error += (noisy.weights[row] ?? 0) * ((noisy.y[row] ?? 0) - value) ** 2;
        });
      }
      return error;
    });
    const best = penalties[errors.indexOf(Math.min(...errors))];
    expect(fitElasticNet(noisy, { ...PLAIN, l1Share: 0.5, penalties }).penalty).toBe(best);
    expect(penalties.slice(1, -1)).toContain(best); // an answer in the middle, so the test can fail
  });
});

describe('elastic net', () => {
  it('is the ridge without absolute values and bounds, robust weighing and chosen penalty included', () => {
    const rows = syntheticRows(300, 7, { seed: 11, missing: 0.2 });
    const [net, ridge] = [fitElasticNet(rows, { l1Share: 0 }), fitRidge(rows)];
    expect(net.penalty).toBe(ridge.penalty);
    expectNear(predictRidge(net, rows.x), predictRidge(ridge, rows.x), 1e-7);
  });

  it('never falls where it may only rise, whatever the rows', () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 20, max: 120 }),
      l1Share: fc.constantFrom(0, 0.3, 1),
    });
    fc.assert(
      fc.property(settings, ({ seed, rows, l1Share }) => {
        const training = syntheticRows(rows, 6, { seed, missing: 0.1, noise: 3 });
        const monotone = Int8Array.of(1, -1, 1, 1, -1, 0);
        const model = fitElasticNet(training, { l1Share, monotone });
        const asked = wildInputs(10, 6, seed + 1);
        for (let column = 0; column < 5; column++) {
          const data = asked.data.map((value, at) => (at % 6 === column ? value + Math.abs(value) + 1 : value));
          const [before, after] = [predictRidge(model, asked), predictRidge(model, { ...asked, data })];
          before.forEach((value, row) => {
            if (Number.isNaN(asked.data[row * 6 + column])) return;
            expect(((after[row] ?? 0) - value) * (monotone[column] ?? 0)).toBeGreaterThanOrEqual(0);
          });
        }
      }),
      { seed: 351, numRuns: 40 },
    );
  });

  it('drops columns that say nothing, more of them the more falls on absolute values', () => {
    const rows = syntheticRows(250, 30, { seed: 13, missing: 0 });
    const kept = [0, 0.1, 0.9].map(
      (l1Share) => fitElasticNet(rows, { l1Share, penalties: [0.15] }).slope.filter(Boolean).length,
    );
    expect(kept[0]).toBe(30);
    expect(kept[1]).toBeLessThan(30);
    expect(kept[2]).toBeLessThan(kept[1] ?? 0);
    expect(fitElasticNet(rows).slope[0]).toBeGreaterThan(0.3);
  });

  it('does not mind the order of the rows for a given penalty, nor the units of its inputs', () => {
    const rows = syntheticRows(150, 6, { seed: 14 });
    const fit = (own: TrainingRows) => fitElasticNet(own, { penalties: [0.03], l1Share: 0.4 });
    const expected = predictRidge(fit(rows), rows.x);
    const order = Array.from({ length: 150 }, (_, i) => (i * 47) % 150);
    const pick = (values: Float64Array) => Float64Array.from(order, (row) => values[row] ?? 0);
    const shuffled = { x: selectRows(rows.x, order), y: pick(rows.y), weights: pick(rows.weights) };
    expectNear(predictRidge(fit(shuffled), rows.x), expected, 1e-8);
    const x = { ...rows.x, data: rows.x.data.map((value, at) => value * 2 ** ((at % 6) * 5 - 12)) };
    expectNear(predictRidge(fit({ ...rows, x }), x), expected, 1e-9);
  });

  it('defect 44: forecasts money above zero, whatever the film, since it learns logarithms', () => {
    const forecasts = predictRidge(fitElasticNet(syntheticRows(200, 5, { seed: 15 })), wildInputs(700, 5, 8)).map(
      Math.exp,
    );
    expect(forecasts.every((value) => value > 0 && value < Infinity)).toBe(true);
  });

  it('does not see a column that it is told to ignore, nor that it is missing', () => {
    const rows = syntheticRows(150, 5, { seed: 16, missing: 0.2 });
    const model = fitElasticNet(rows, { ignored: Uint8Array.of(1, 0, 0, 1, 0) });
    expect([model.slope[0], model.flag[0], model.slope[3], model.flag[3]]).toEqual([0, 0, 0, 0]);
    expect(model.slope[1] !== 0 || model.flag[1] !== 0 || model.slope[4] !== 0).toBe(true);
  });

  it('stays calm with twin columns and with more columns than rows', () => {
    const rows = syntheticRows(40, 60, { seed: 17 });
    const data = rows.x.data.map((value, at) => (at % 60 === 59 ? (rows.x.data[at - 59] ?? value) : value));
    for (const l1Share of [0, 0.5, 1]) {
      const model = fitElasticNet({ ...rows, x: { ...rows.x, data } }, { l1Share });
      expect([...model.slope, ...model.flag].every((value) => Math.abs(value) < 10)).toBe(true);
    }
  });

  it('refuses options that make no sense', () => {
    const rows = syntheticRows(20, 4, { seed: 1 });
    const wrong: readonly ElasticNetOptions[] = [
      ...[{ penalties: [0] }, { penalties: [] }, { blocks: 1 }, { robust: 0 }, { l1Share: 1.1 }, { l1Share: -0.1 }],
      ...[{ monotone: new Int8Array(3) }, { ignored: new Uint8Array(5) }],
    ];
    for (const options of wrong) expect(() => fitElasticNet(rows, options)).toThrow(RangeError);
  });
});
