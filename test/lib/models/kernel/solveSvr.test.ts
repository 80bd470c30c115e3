import fc from 'fast-check';
import SVM from 'libsvm-js/asm';
import { describe, expect, it } from 'vitest';
import { solveSvr } from '../../../../lib/models/kernel/solveSvr.ts';
import { gaussianKernel, squaredDistances } from '../../../../lib/models/kernel/squaredDistances.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { standardNormal } from '../../../../lib/stats/standardNormal.ts';

const WIDTH = 3;

/** Points in the plane and more, and a bent function of them with noise. */
function problemOf(rows: number, seed: number, gamma: number) {
  const random = seededRandom(seed);
  const points = Array.from({ length: rows }, () => Array.from({ length: WIDTH }, () => standardNormal(random)));
  const y = Float64Array.from(points, ([a = 0, b = 0]) => Math.sin(2 * a) + 0.5 * b + 0.2 * standardNormal(random));
  const kernel = gaussianKernel(squaredDistances(Float64Array.from(points.flat()), rows, WIDTH), rows, gamma);
  return { points, y, kernel, random };
}

/** Kβ + b */
function fitted(kernel: Float32Array, coefficients: Float64Array, intercept: number): Float64Array {
  const rows = coefficients.length;
  return Float64Array.from({ length: rows }, (_, i) =>
    coefficients.reduce((sum, value, j) => sum + value * (kernel[i * rows + j] ?? 0), intercept),
  );
}

describe('the search for support vectors', () => {
  it.each([
    [0.5, 0.1, 1],
    [5, 0.3, 0.2],
    [50, 0.01, 3],
    [2, 0, 1],
  ])('ends where LIBSVM ends, for C %d, epsilon %d, gamma %d', (cost, epsilon, gamma) => {
    const { points, y, kernel } = problemOf(150, 7, gamma);
    const { SVM_TYPES, KERNEL_TYPES } = SVM;
    const settings = { type: SVM_TYPES.EPSILON_SVR, kernel: KERNEL_TYPES.RBF, quiet: true };
    const peer = new SVM({ ...settings, gamma, cost, epsilon, tolerance: 1e-9 });
    peer.train(points, [...y]);
    const expected = peer.predict(points);
    peer.free();
    const own = solveSvr({ kernel, y, bounds: new Float64Array(150).fill(cost), epsilon, tolerance: 1e-9 });
    fitted(kernel, own.coefficients, own.intercept).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(2e-5);
    });
  });

  it('keeps the conditions of an optimum, whatever the weights', () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 2, max: 60 }),
      cost: fc.constantFrom(0.05, 1, 30),
      epsilon: fc.constantFrom(0, 0.1, 0.5),
    });
    fc.assert(
      fc.property(settings, ({ seed, rows, cost, epsilon }) => {
        const { y, kernel, random } = problemOf(rows, seed, 1);
        const bounds = Float64Array.from({ length: rows }, () => cost * (0.2 + random()));
        const { coefficients, intercept } = solveSvr({ kernel, y, bounds, epsilon, tolerance: 1e-9 });
        expect(Math.abs(coefficients.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-9 * rows * cost);
        const fits = fitted(kernel, coefficients, intercept);
        coefficients.forEach((value, i) => {
          const error = (y[i] ?? 0) - (fits[i] ?? 0);
          const bound = bounds[i] ?? 0;
          expect(Math.abs(value)).toBeLessThanOrEqual(bound);
          if (value === 0) expect(Math.abs(error)).toBeLessThan(epsilon + 1e-6);
          else expect(error * Math.sign(value)).toBeGreaterThan(epsilon - 1e-6);
          if (value !== 0 && Math.abs(value) < bound) expect(Math.abs(Math.abs(error) - epsilon)).toBeLessThan(1e-6);
        });
      }),
      { seed: 311, numRuns: 120 },
    );
  });

  it('gives points that stand on one another one answer', () => {
    const kernel = new Float32Array(9).fill(1);
    const y = Float64Array.of(1, 2, 6);
    const { coefficients, intercept } = solveSvr({
      ...{ kernel, y, bounds: Float64Array.of(1, 1, 1), epsilon: 0.5, tolerance: 1e-6 },
    });
    expect(intercept + coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 0); // the median, within epsilon
  });
});
