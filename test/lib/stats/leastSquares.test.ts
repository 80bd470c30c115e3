import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../lib/stats/cholesky.ts';
import { gram } from '../../../lib/stats/gram.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { solveCholesky } from '../../../lib/stats/solveCholesky.ts';
import { solveShifted } from '../../../lib/stats/solveShifted.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { rotateBack, tridiagonalize } from '../../../lib/stats/tridiagonalize.ts';

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
  it('sums ZᵀWZ and ZᵀWy over any number of rows and columns', () => {
    for (const rows of [1, 2, 3, 4, 5, 7, 8, 50]) {
      for (const columns of [1, 2, 3, 4, 7]) {
        const { z, y, weights, normal, moment } = problem(rows, columns, rows);
        const sums = gram(z, y, weights);
        expectClose(sums.moment, flat(moment), 1e-12);
        const lower = flat(normal).map((value, at) => (at % columns <= Math.floor(at / columns) ? value : 0));
        expectClose(sums.gram, lower, 1e-12);
      }
    }
    expect(gram(new Float64Array(), new Float64Array(3), new Float64Array(3)).gram.length).toBe(0);
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

  it.each([0.001, 0.1, 1, 100])('solves for penalty %d what the full system gives', (lambda) => {
    for (const size of [1, 2, 6, 15]) {
      const { normal, moment } = problem(2 * size + 1, size, 9);
      const expected = solve(normal.clone().add(Matrix.eye(size).mul(lambda)), moment);
      const system = tridiagonalize(flat(normal), flat(moment));
      expectClose(rotateBack(system, solveShifted(system, lambda)), flat(expected), 1e-9);
    }
  });
});
