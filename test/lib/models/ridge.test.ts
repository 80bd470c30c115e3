import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { DEFAULT_PENALTIES } from '../../../lib/models/ridge/choosePenalty.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import { attributeRidge, predictRidge } from '../../../lib/models/ridge/predictRidge.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { syntheticRows } from './syntheticRows.ts';

/** The textbook ridge by ml-matrix: standardized columns, centred target, weights, imputed means, missing flags. */
function textbook(rows: ReturnType<typeof syntheticRows>, penalty: number) {
  const { x, y, weights } = rows;
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = (values: readonly number[], w = Array.from(weights)) =>
    values.reduce((sum, value, i) => sum + value * (w[i] ?? 0), 0) / w.reduce((a, b) => a + b, 0);
  const columns: number[][] = [];
  for (let j = 0; j < x.columns; j++) {
    const raw = Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j] ?? Number.NaN);
    const present = raw.map((value) => !Number.isNaN(value));
    const own = mean(
      raw.filter((_, i) => present[i]),
      Array.from(weights).filter((_, i) => present[i]),
    );
    columns.push(raw.map((value, i) => (present[i] ? value : own)));
    if (present.includes(false)) columns.push(present.map((is) => (is ? 0 : 1)));
  }
  const standardized = columns.map((column) => {
    const center = mean(column);
    const scale = Math.sqrt(mean(column.map((value) => (value - center) ** 2)));
    return column.map((value) => (value - center) / scale);
  });
  const intercept = mean(Array.from(y));
  const z = new Matrix(standardized).transpose();
  const w = Matrix.diag(Array.from(weights));
  const normal = z.transpose().mmul(w).mmul(z);
  const penalized = normal.clone().add(Matrix.eye(normal.rows).mul(penalty * total));
  const target = Matrix.columnVector(y.map((value) => value - intercept));
  const beta = solve(penalized, z.transpose().mmul(w).mmul(target));
  const fitted = z
    .mmul(beta)
    .to1DArray()
    .map((value) => value + intercept);
  const degrees = normal.mmul(solve(penalized, Matrix.eye(normal.rows))).trace();
  const rss = fitted.reduce((sum, value, i) => sum + (weights[i] ?? 0) * ((y[i] ?? 0) - value) ** 2, 0);
  return { fitted, degrees, gcv: (total * rss) / (total - degrees - 1) ** 2 };
}

const rootMeanSquare = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.sqrt(Array.from(a).reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0) / a.length);

describe('ridge against the textbook (ml-matrix)', () => {
  const rows = syntheticRows(150, 8, { seed: 4, missing: 0.2 });

  it.each([0.001, 0.1, 3])('fits the same function with penalty %d', (penalty) => {
    const model = fitRidge(rows, { penalties: [penalty] });
    const oracle = textbook(rows, penalty);
    predictRidge(model, rows.x).forEach((value, i) => {
      expect(Math.abs(value - (oracle.fitted[i] ?? 0))).toBeLessThan(1e-9);
    });
    expect(model.degreesOfFreedom).toBeCloseTo(oracle.degrees, 8);
  });

  it('chooses the penalty with the smallest generalized cross-validation score', () => {
    const scores = DEFAULT_PENALTIES.map((penalty) => textbook(rows, penalty).gcv);
    const best = DEFAULT_PENALTIES[scores.indexOf(Math.min(...scores))];
    expect(fitRidge(rows).penalty).toBe(best);
  });

  it('finds a straight line that is there', () => {
    const random = seededRandom(6);
    const inputs = Array.from({ length: 200 }, () => [random() * 10, random()]);
    const y = Float64Array.from(inputs, ([a = 0, b = 0]) => 3 + 2 * a - b);
    const model = fitRidge({ x: matrixOfRows(inputs, 2), y });
    expect(model.penalty).toBe(Math.min(...DEFAULT_PENALTIES));
    const [answer] = predictRidge(model, matrixOfRows([[4, 0.5]], 2));
    expect(answer).toBeCloseTo(10.5, 2);
  });
});

describe('ridge', () => {
  it('predicts new films better than their mean, and than a fit that ignores which values are missing', () => {
    const model = fitRidge(syntheticRows(1500, 6, { seed: 1 }));
    const fresh = syntheticRows(800, 6, { seed: 2 });
    const blind = { ...model, flag: new Float64Array(6), missingShare: new Float64Array(6) };
    const error = rootMeanSquare(predictRidge(model, fresh.x), fresh.y);
    expect(error).toBeLessThan(0.85 * rootMeanSquare(new Float64Array(800).fill(model.intercept), fresh.y));
    expect(error).toBeLessThan(0.98 * rootMeanSquare(predictRidge(blind, fresh.x), fresh.y));
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

  it('extrapolates a record half as far again as it has seen, and no broken number beyond that', () => {
    const grosses = Array.from({ length: 101 }, (_, i) => [i / 10]);
    const model = fitRidge({ x: matrixOfRows(grosses, 1), y: Float64Array.from(grosses, ([g = 0]) => 2 * g) });
    const at = (value: number) => predictRidge(model, matrixOfRows([[value]], 1))[0];
    expect(at(12)).toBeCloseTo(24, 1); // training ends at 10
    expect(at(22)).toBeCloseTo(44, 1); // mean 5, deviation 2.9: up to 5 + 6 deviations = 22.5
    expect(at(1e30)).toBe(at(23));
    expect(at(Infinity)).toBe(at(23));
    expect(at(-Infinity)).toBe(at(-1e6));
  });

  it('does not mind the units of its inputs', () => {
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

  it('refuses penalties that are not positive', () => {
    const rows = syntheticRows(20, 4, { seed: 1 });
    expect(() => fitRidge(rows, { penalties: [0] })).toThrow(RangeError);
    expect(() => fitRidge(rows, { penalties: [] })).toThrow(RangeError);
  });
});
