import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeKernel } from '../../../../lib/models/kernel/attributeKernel.ts';
import { placeRows } from '../../../../lib/models/kernel/coordinates.ts';
import { fitGaussianProcess } from '../../../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../../../lib/models/kernel/fitSvr.ts';
import type { KernelModel } from '../../../../lib/models/kernel/kernelModel.ts';
import { predictKernel } from '../../../../lib/models/kernel/predictKernel.ts';
import { pointsOf } from '../../../../lib/models/kernel/supportRows.ts';
import { featureMatrix, selectRows } from '../../../../lib/models/matrix.ts';
import { syntheticRows, wildInputs } from '../syntheticRows.ts';

const STEPS = 200;

/** The integral of the gradient from the mean to a point, by Simpson's rule, per column. */
function integratedGradients(model: KernelModel, columns: number, point: Float64Array): Float64Array {
  const support = pointsOf(model.support);
  const width = point.length;
  const sums = new Float64Array(columns);
  for (let step = 0; step <= STEPS; step++) {
    const t = step / STEPS;
    const share = (step === 0 || step === STEPS ? 1 : step % 2 === 0 ? 2 : 4) / (3 * STEPS);
    const gradient = Float64Array.from(model.slope);
    model.coefficients.forEach((coefficient, i) => {
      const away = point.map((value, k) => t * value - (support[i * width + k] ?? 0));
      const likeness = Math.exp(-model.gamma * away.reduce((sum, value) => sum + value * value, 0));
      away.forEach((value, k) => {
        gradient[k] = (gradient[k] ?? 0) - 2 * model.gamma * coefficient * likeness * value;
      });
    });
    gradient.forEach((value, k) => {
      const column = model.coordinates.column[k] ?? 0;
      sums[column] = (sums[column] ?? 0) + share * value * (point[k] ?? 0);
    });
  }
  return sums;
}

describe('the explanation of a kernel model', () => {
  it('is the integral of its gradient from the mean to the film, and closes', () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 3, max: 60 }),
      columns: fc.integer({ min: 4, max: 8 }),
      missing: fc.constantFrom(0, 0.3),
      gamma: fc.constantFrom(0.05, 0.5, 4),
    });
    fc.assert(
      fc.property(settings, ({ seed, rows, columns, missing, gamma }) => {
        const training = syntheticRows(rows, columns, { seed, missing });
        const lengthScales = [1 / Math.sqrt(2 * gamma)];
        for (const model of [
          fitSvr(training, { gamma, c: 5, minWeight: 2 }),
          fitGaussianProcess(training, { lengthScales, minWeight: 2 }),
        ]) {
          const asked = wildInputs(3, columns, seed + 1);
          const predictions = predictKernel(model, asked);
          for (let row = 0; row < 3; row++) {
            const { base, contributions } = attributeKernel(model, asked, row);
            const point = placeRows(model.coordinates, selectRows(asked, [row]));
            integratedGradients(model, columns, point).forEach((value, column) => {
              expect(Math.abs(value - (contributions[column] ?? Number.NaN))).toBeLessThan(1e-7);
            });
            const sum = contributions.reduce((total, value) => total + value, base);
            expect(Math.abs(sum - (predictions[row] ?? Number.NaN))).toBeLessThan(1e-11);
          }
        }
      }),
      { seed: 321, numRuns: 25 },
    );
  });

  it('says nothing of a film that stands at the mean, and little of one beside it', () => {
    const { x, y } = syntheticRows(80, 4, { seed: 2, missing: 0 });
    const model = fitSvr({ x, y });
    const mean = attributeKernel(model, featureMatrix(1, 4), 0); // never missing in training: at the mean
    expect([...mean.contributions]).toEqual([0, 0, 0, 0]);
    expect(mean.base).toBeCloseTo(predictKernel(model, featureMatrix(1, 4))[0] ?? Number.NaN, 12);
    const center = model.coordinates.center[0] ?? 0;
    const beside = {
      ...featureMatrix(1, 4),
      data: Float32Array.of(center * (1 + 1e-6), Number.NaN, center, Number.NaN),
    };
    const near = attributeKernel(model, beside, 0);
    const sum = near.contributions.reduce((total, value) => total + value, near.base);
    expect(Math.abs(sum - (predictKernel(model, beside)[0] ?? 0))).toBeLessThan(1e-12);
    expect(Math.abs(near.contributions[0] ?? 1)).toBeLessThan(1e-5);
  });

  it('credits being missing to the column that is', () => {
    const training = syntheticRows(300, 4, { seed: 5, missing: 0.3 }); // missing in column 1 adds one
    const model = fitGaussianProcess(training);
    const asked = { ...featureMatrix(1, 4), data: Float32Array.of(1, Number.NaN, 1, 1) };
    const { contributions } = attributeKernel(model, asked, 0);
    expect(contributions[1]).toBeGreaterThan(0.3);
    expect(contributions[1]).toBeGreaterThan(3 * Math.abs(contributions[3] ?? 1));
  });
});
