import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../lib/stats/cholesky.ts';
import { gram } from '../../../lib/stats/gram.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { ridgeTrace } from '../../../lib/stats/ridgeTrace.ts';
import { solveCholesky } from '../../../lib/stats/solveCholesky.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { tridiagonalize } from '../../../lib/stats/tridiagonalize.ts';

/** A weighted least-squares problem of independent normal numbers. */
function problem(rows: number, columns: number, seed: number) {
  const random = seededRandom(seed);
  const z = Float64Array.from({ length: rows * columns }, () => standardNormal(random));
  const y = Float64Array.from({ length: rows }, () => standardNormal(random));
  const weights = Float64Array.from({ length: rows }, () => 0.1 + random());
  const design = Matrix.from1DArray(rows, columns, z);
  const weighted = design.transpose().mmul(Matrix.diag(Array.from(weights)));
  return { z, y, weights, normal: weighted.mmul(design), moment: weighted.mmul(Matrix.columnVector(y)) };
}

const flat = (matrix: Matrix) => Float64Array.from(matrix.to1DArray());

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    expect(Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0))).toBeLessThanOrEqual(tolerance);
  }
}

describe('least squares against ml-matrix', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 50])('sums ZᵀWZ and ZᵀWy over %i rows', (rows) => {
    const { z, y, weights, normal, moment } = problem(rows, 3, rows);
    const sums = gram(z, y, weights);
    expectClose(sums.moment, flat(moment), 1e-12);
    const lower = flat(normal).map((value, at) => (at % 3 <= Math.floor(at / 3) ? value : 0));
    expectClose(sums.gram, lower, 1e-12);
  });

  it('solves positive definite systems', () => {
    for (const size of [1, 2, 5, 20]) {
      const { normal, moment } = problem(3 * size + 5, size, size);
      const x = solveCholesky(cholesky(flat(normal), size), flat(moment));
      expectClose(x, flat(solve(normal, moment)), 1e-10);
    }
  });

  it('finds out that a matrix is not positive definite', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
    expect(() => cholesky(Float64Array.of(0), 1)).toThrow(RangeError);
    expect(() => cholesky(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });

  it('keeps eigenvalues and lengths when it makes a matrix tridiagonal', () => {
    for (const size of [1, 2, 3, 8]) {
      const { normal, moment } = problem(2 * size + 3, size, 40 + size);
      const { diagonal, offDiagonal, rotated } = tridiagonalize(flat(normal), flat(moment));
      const t = Matrix.diag(Array.from(diagonal));
      offDiagonal.forEach((value, i) => {
        t.set(i, i + 1, value);
        t.set(i + 1, i, value);
      });
      const eigenvalues = (matrix: Matrix) =>
        new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => a - b);
      expectClose(eigenvalues(t), eigenvalues(normal), 1e-9);
      const norm = (v: Float64Array) => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
      expect(norm(rotated)).toBeCloseTo(norm(flat(moment)), 10);
    }
  });

  it('handles columns that are already tridiagonal or zero', () => {
    const { diagonal, offDiagonal, rotated } = tridiagonalize(new Float64Array(9), Float64Array.of(1, 2, 3));
    expect([...diagonal, ...offDiagonal]).toEqual([0, 0, 0, 0, 0]);
    expect([...rotated]).toEqual([1, 2, 3]);
  });

  it.each([0.001, 0.1, 1, 100])('evaluates penalty %d as the full inverse does', (lambda) => {
    const { normal, moment } = problem(12, 6, 9);
    const penalized = normal.clone().add(Matrix.eye(6).mul(lambda));
    const inverse = solve(penalized, Matrix.eye(6));
    const beta = inverse.mmul(moment);
    const trace = ridgeTrace(tridiagonalize(flat(normal), flat(moment)), lambda);
    expect(trace.fitted).toBeCloseTo(beta.transpose().mmul(moment).get(0, 0), 9);
    expect(trace.squaredNorm).toBeCloseTo(beta.dot(beta), 9);
    expect(trace.degreesOfFreedom).toBeCloseTo(normal.mmul(inverse).trace(), 9);
  });
});
