import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { TrainingRows } from '../../../lib/models/contract.ts';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { DEFAULT_PENALTIES } from '../../../lib/models/ridge/choosePenalty.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import { addSums, squaredError, sumsOf } from '../../../lib/models/ridge/leastSquaresSums.ts';
import { attributeRidge, predictRidge } from '../../../lib/models/ridge/predictRidge.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { syntheticRows } from './syntheticRows.ts';

type Rows = Required<TrainingRows>;

/** Standardized columns as the textbook makes them: bounded at three deviations, imputed means, missing flags. */
function textbookColumns({ x, weights }: Rows): Matrix {
  const mean = (values: readonly number[], w: readonly number[]) =>
    values.reduce((sum, value, i) => sum + value * (w[i] ?? 0), 0) / w.reduce((a, b) => a + b, 0);
  const deviation = (values: readonly number[], w: readonly number[]) => {
    const center = mean(values, w);
    return Math.sqrt(
      mean(
        values.map((value) => (value - center) ** 2),
        w,
      ),
    );
  };
  const all = Array.from(weights);
  const columns: number[][] = [];
  for (let j = 0; j < x.columns; j++) {
    const raw = Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j] ?? Number.NaN);
    const present = raw.map((value) => !Number.isNaN(value));
    const known = raw.filter((_, i) => present[i]);
    const knownWeights = all.filter((_, i) => present[i]);
    const [center, spread] = [mean(known, knownWeights), deviation(known, knownWeights)];
    const bound = (value: number) => Math.min(Math.max(value, center - 3 * spread), center + 3 * spread);
    const own = mean(known.map(bound), knownWeights);
    columns.push(raw.map((value, i) => (present[i] ? bound(value) : own)));
    if (present.includes(false)) columns.push(present.map((is) => (is ? 0 : 1)));
  }
  const standardized = columns.map((column) => {
    const [center, scale] = [mean(column, all), deviation(column, all)];
    return column.map((value) => (value - center) / scale);
  });
  return new Matrix(standardized).transpose();
}

/** Weighted ridge with a free intercept by ml-matrix: the predictions for every row from the rows that `fits` takes. */
function textbookFit(z: Matrix, { y, weights }: Rows, penalty: number, fits: (row: number) => boolean): number[] {
  const w = Array.from(weights, (weight, row) => (fits(row) ? weight : 0));
  const total = w.reduce((a, b) => a + b, 0);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value, i) => sum + value * (w[i] ?? 0), 0) / total;
  const means = Array.from({ length: z.columns }, (_, j) => meanOf(z.getColumn(j)));
  const target = meanOf(Array.from(y));
  const centred = z.clone().subRowVector(means);
  const weighted = centred.transpose().mmul(Matrix.diag(w));
  const normal = weighted.mmul(centred).add(Matrix.eye(z.columns).mul(penalty * total));
  const beta = solve(normal, weighted.mmul(Matrix.columnVector(y.map((value) => value - target))));
  return centred
    .mmul(beta)
    .to1DArray()
    .map((value) => value + target);
}

const rootMeanSquare = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.sqrt(Array.from(a).reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0) / a.length);

describe('ridge against the textbook (ml-matrix)', () => {
  const rows = syntheticRows(150, 8, { seed: 4, missing: 0.2 });
  const z = textbookColumns(rows);

  it.each([0.001, 0.1, 3])('fits the same function with penalty %d', (penalty) => {
    const model = fitRidge(rows, { penalties: [penalty], robust: Infinity });
    const expected = textbookFit(z, rows, penalty, () => true);
    predictRidge(model, rows.x).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1e-9);
    });
  });

  it('chooses the penalty that forecasts the left-out fifths best', () => {
    const scores = DEFAULT_PENALTIES.map((penalty) => {
      let error = 0;
      for (let block = 0; block < 5; block++) {
        const inBlock = (row: number) => row >= block * 30 && row < (block + 1) * 30;
        const forecasts = textbookFit(z, rows, penalty, (row) => !inBlock(row));
        forecasts.forEach((value, row) => {
          if (inBlock(row)) error += (rows.weights[row] ?? 0) * ((rows.y[row] ?? 0) - value) ** 2;
        });
      }
      return error;
    });
    const best = DEFAULT_PENALTIES[scores.indexOf(Math.min(...scores))];
    expect(fitRidge(rows, { robust: Infinity }).penalty).toBe(best);
    expect(DEFAULT_PENALTIES.slice(1, -1)).toContain(best); // an answer in the middle, so the test can fail
  });

  it('adds up its sums, and knows the error of any line from them', () => {
    const [first, second] = [
      syntheticRows(20, 4, { seed: 1, missing: 0 }),
      syntheticRows(31, 4, { seed: 2, missing: 0 }),
    ];
    const sums = (own: Rows) => sumsOf(Float64Array.from(own.x.data), own.y, own.weights);
    const both = addSums(sums(first), sums(second));
    const back = addSums(both, sums(second), -1);
    const beta = Float64Array.of(0.3, -0.2, 0, 1.5);
    const errorOf = (own: Rows) =>
      own.y.reduce((sum, value, i) => {
        const fitted = beta.reduce((total, b, j) => total + b * (own.x.data[i * 4 + j] ?? 0), 0.7);
        return sum + (own.weights[i] ?? 0) * (value - fitted) ** 2;
      }, 0);
    expect(squaredError(both, 0.7, beta)).toBeCloseTo(errorOf(first) + errorOf(second), 8);
    expect(squaredError(back, 0.7, beta)).toBeCloseTo(errorOf(first), 8);
  });
});

describe('ridge', () => {
  it('finds a straight line that is there', () => {
    const random = seededRandom(6);
    const inputs = Array.from({ length: 200 }, () => [random() * 10, random()]);
    const y = Float64Array.from(inputs, ([a = 0, b = 0]) => 3 + 2 * a - b);
    const model = fitRidge({ x: matrixOfRows(inputs, 2), y });
    expect(model.penalty).toBe(Math.min(...DEFAULT_PENALTIES));
    const [answer] = predictRidge(model, matrixOfRows([[4, 0.5]], 2));
    expect(answer).toBeCloseTo(10.5, 2);
  });

  it('asks for a large penalty where there is nothing to learn', () => {
    const random = seededRandom(7);
    const rows = syntheticRows(100, 20, { seed: 3 });
    const y = rows.y.map(() => standardNormal(random));
    expect(fitRidge({ ...rows, y }).penalty).toBeGreaterThanOrEqual(1);
  });

  it('predicts new films better than their mean, and than a fit that ignores which values are missing', () => {
    const model = fitRidge(syntheticRows(1500, 6, { seed: 1 }));
    const fresh = syntheticRows(800, 6, { seed: 2 });
    const blind = { ...model, flag: new Float64Array(6), missingShare: new Float64Array(6) };
    const error = rootMeanSquare(predictRidge(model, fresh.x), fresh.y);
    expect(error).toBeLessThan(0.85 * rootMeanSquare(new Float64Array(800).fill(model.intercept), fresh.y));
    expect(error).toBeLessThan(0.98 * rootMeanSquare(predictRidge(blind, fresh.x), fresh.y));
  });

  it('is not bent by a few broken records, unless told to be', () => {
    const rows = syntheticRows(600, 4, { seed: 8, missing: 0 });
    const y = rows.y.map((value, i) => (i % 30 === 0 ? value + 40 : value));
    const fresh = syntheticRows(300, 4, { seed: 9, missing: 0 });
    const errorOf = (robust?: number) =>
      rootMeanSquare(predictRidge(fitRidge({ ...rows, y }, robust ? { robust } : {}), fresh.x), fresh.y);
    const clean = rootMeanSquare(predictRidge(fitRidge(rows), fresh.x), fresh.y);
    expect(errorOf()).toBeLessThan(1.1 * clean);
    expect(errorOf(Infinity)).toBeGreaterThan(1.25 * clean);
  });

  it('learns nothing from a column that never changes or is never known', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i, 7, Number.NaN]);
    const model = fitRidge({ x: matrixOfRows(rows, 3), y: Float64Array.from(rows, (_, i) => i) });
    expect([...model.slope.subarray(1), ...model.flag]).toEqual([0, 0, 0, 0, 0]);
    const asked = matrixOfRows(
      [
        [25, 7, Number.NaN],
        [25, 1e9, -1e9],
        [25, Number.NaN, 3],
      ],
      3,
    );
    expect(new Set(predictRidge(model, asked)).size).toBe(1);
  });

  it('puts a value at the mean when it is missing now but never was in training', () => {
    const { x, y } = syntheticRows(200, 4, { seed: 5, missing: 0 });
    const model = fitRidge({ x, y });
    const at = (value: number) => predictRidge(model, matrixOfRows([[1, value, 2, 0]], 4))[0];
    expect(at(Number.NaN)).toBeCloseTo(at(model.mean[1] ?? 0) ?? Number.NaN, 6); // the mean itself is rounded to single
    expect(attributeRidge(model, matrixOfRows([[1, Number.NaN, 2, 0]], 4), 0).contributions[1]).toBe(0);
  });

  it('learns a missing flag only where enough rows bear it', () => {
    const { x, y } = syntheticRows(100, 4, { seed: 8, missing: 0 });
    for (let i = 0; i < 7; i++) x.data[i * 4] = Number.NaN;
    for (let i = 0; i < 8; i++) x.data[i * 4 + 2] = Number.NaN;
    for (let i = 0; i < 93; i++) x.data[i * 4 + 3] = Number.NaN; // seven are left: no slope, no flag
    const { flag, slope } = fitRidge({ x, y });
    expect([...flag].map((value) => value !== 0)).toEqual([false, false, true, false]);
    expect([...slope].map((value) => value !== 0)).toEqual([true, true, true, false]);
  });

  it('extrapolates beyond the films it has seen, and no broken number beyond three deviations', () => {
    const grosses = Array.from({ length: 101 }, (_, i) => [i / 10]);
    const model = fitRidge({ x: matrixOfRows(grosses, 1), y: Float64Array.from(grosses, ([g = 0]) => 2 * g) });
    const at = (value: number) => predictRidge(model, matrixOfRows([[value]], 1))[0];
    expect(at(12)).toBeCloseTo(24, 1); // training ends at 10
    expect(at(13.5)).toBeCloseTo(27, 1); // mean 5, deviation 2.915: up to 13.75
    expect(at(1e30)).toBe(at(14));
    expect(at(Infinity)).toBe(at(14));
    expect(at(-Infinity)).toBe(at(-1e6));
  });

  it('is not led by a raw count of a thousand times the usual', () => {
    const rows = syntheticRows(300, 4, { seed: 16, missing: 0 });
    const spoiled = { ...rows.x, data: Float32Array.from(rows.x.data) };
    spoiled.data[4 * 150] = 3000;
    const fresh = syntheticRows(200, 4, { seed: 17, missing: 0 });
    const errorOf = (x: typeof rows.x) => rootMeanSquare(predictRidge(fitRidge({ ...rows, x }), fresh.x), fresh.y);
    expect(errorOf(spoiled)).toBeLessThan(1.6 * errorOf(rows.x));
  });

  it('defects 32, 43: does not mind the units of its inputs', () => {
    const powers = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 5, maxLength: 5 });
    const rows = syntheticRows(120, 5, { seed: 12 });
    const expected = predictRidge(fitRidge(rows), rows.x);
    fc.assert(
      fc.property(powers, (exponents) => {
        const data = rows.x.data.map((value, at) => value * 2 ** (exponents[at % 5] ?? 0));
        const x = { ...rows.x, data };
        const scaled = predictRidge(fitRidge({ ...rows, x }), x);
        expect(rootMeanSquare(scaled, expected)).toBeLessThan(1e-9);
      }),
      { seed: 13, numRuns: 30 },
    );
  });

  it('stays calm with twin columns and with more columns than rows', () => {
    const rows = syntheticRows(40, 60, { seed: 14 });
    const data = rows.x.data.map((value, at) => (at % 60 === 59 ? (rows.x.data[at - 59] ?? value) : value));
    const model = fitRidge({ ...rows, x: { ...rows.x, data } });
    expect(model.slope[59]).toBeCloseTo(model.slope[0] ?? Number.NaN, 9);
    expect([...model.slope, ...model.flag].every((value) => Math.abs(value) < 10)).toBe(true);
  });

  it('refuses options that make no sense', () => {
    const rows = syntheticRows(20, 4, { seed: 1 });
    for (const options of [{ penalties: [0] }, { penalties: [] }, { blocks: 1 }, { robust: 0 }]) {
      expect(() => fitRidge(rows, options)).toThrow(RangeError);
    }
  });
});
