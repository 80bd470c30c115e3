import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureMatrix } from '../../../lib/models/matrix.ts';
import { fitMultiplier } from '../../../lib/models/multiplier.ts';
import { fitStack, predictStack } from '../../../lib/models/stack.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

/** Predictions that miss a common truth by independent errors of the given sizes, plus an offset each. */
function learners(rows: number, seed: number, errors: Readonly<Record<string, { size: number; offset?: number }>>) {
  const random = seededRandom(seed);
  const y = Float64Array.from({ length: rows }, () => standardNormal(random));
  const predictions = Object.fromEntries(
    Object.entries(errors).map(([name, { size, offset = 0 }]) => [
      name,
      y.map((value) => value + offset + size * standardNormal(random)),
    ]),
  );
  return { predictions, y };
}

describe('a stack', () => {
  it('weighs independent models by one over their squared error', () => {
    // Bates & Granger 1969: weights proportional to 1 / variance, here 1/1 : 1/4 : 1/16
    const rows = learners(40_000, 1, { sharp: { size: 0.1 }, middling: { size: 0.2 }, blunt: { size: 0.4 } });
    const { weights, models } = fitStack(rows, { equalRows: 0 });
    expect(models).toEqual(['sharp', 'middling', 'blunt']);
    [16 / 21, 4 / 21, 1 / 21].forEach((expected, i) => {
      expect(weights[i]).toBeCloseTo(expected, 1.7);
    });
  });

  it('has weights of at least zero that sum to one, and no other such weights do better', () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      count: fc.integer({ min: 1, max: 5 }),
      rows: fc.integer({ min: 3, max: 60 }),
    });
    fc.assert(
      fc.property(settings, ({ seed, count, rows }) => {
        const random = seededRandom(seed);
        const draw = () => Float64Array.from({ length: rows }, () => standardNormal(random));
        const y = draw();
        const predictions = Object.fromEntries(
          Array.from({ length: count }, (_, m) => [
            `m${m}`,
            draw().map((value, i) => value * (m + 1) * 0.3 + (y[i] ?? 0) * random()),
          ]),
        );
        const model = fitStack({ predictions, y }, { equalRows: 0, unbiasedRows: 0 });
        expect(model.weights.every((weight) => weight >= 0)).toBe(true);
        expect(model.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        const loss = (weights: ArrayLike<number>) => {
          const errors = y.map((value, i) =>
            Object.values(predictions).reduce((rest, own, m) => rest - (weights[m] ?? 0) * (own[i] ?? 0), value),
          );
          const bias = errors.reduce((a, b) => a + b, 0) / rows;
          return errors.reduce((sum, error) => sum + (error - bias) ** 2, 0);
        };
        const reached = loss(model.weights);
        for (let trial = 0; trial < 50; trial++) {
          const other = Array.from({ length: count }, () => -Math.log(1 - random()) * (random() < 0.3 ? 0 : 1));
          const sum = other.reduce((a, b) => a + b, 0);
          if (sum > 0) expect(reached).toBeLessThanOrEqual(loss(other.map((weight) => weight / sum)) * (1 + 1e-9));
        }
      }),
      { seed: 71, numRuns: 100 },
    );
  });

  it('stays with equal weights while there is little to learn from', () => {
    const few = learners(5, 3, { a: { size: 0.1 }, b: { size: 0.3 } });
    const [a = 0] = fitStack(few).weights;
    expect(Math.abs(a - 0.5)).toBeLessThan(0.1);
    const many = learners(5000, 3, { a: { size: 0.1 }, b: { size: 0.3 } });
    expect(fitStack(many).weights[0]).toBeGreaterThan(0.85);
    const believing = fitStack(many, { equalRows: 1e9 });
    expect(believing.weights[0]).toBeCloseTo(0.5, 3);
  });

  it('shares the weight of twins, and of models that are all right', () => {
    const { predictions, y } = learners(50, 4, { a: { size: 0.2 } });
    const own = predictions['a'] ?? new Float64Array();
    const twins = fitStack({ predictions: { a: own, b: Float64Array.from(own) }, y });
    expect(twins.weights[0]).toBeCloseTo(0.5, 6);
    const right = fitStack({ predictions: { a: y, b: y, c: y }, y });
    expect([...right.weights].map((weight) => weight.toFixed(9))).toEqual(Array(3).fill('0.333333333'));
    expect(right.bias).toBeCloseTo(0, 12);
  });

  it('takes out what the models miss on average, but not from a few rows', () => {
    const rows = learners(5000, 5, { a: { size: 0.1, offset: 0.5 }, b: { size: 0.1, offset: 0.5 } });
    expect(fitStack(rows).bias).toBeCloseTo(-0.5, 1.5);
    const few = learners(5, 5, { a: { size: 0.01, offset: 0.5 } });
    expect(fitStack(few).bias).toBeCloseTo((-0.5 * 5) / 55, 2);
  });

  it('does not see rows of weight zero', () => {
    const rows = learners(200, 6, { a: { size: 0.1 }, b: { size: 0.5 } });
    const spoiled = {
      predictions: {
        a: Float64Array.of(...(rows.predictions['a'] ?? []), 99),
        b: Float64Array.of(...(rows.predictions['b'] ?? []), -99),
      },
      y: Float64Array.of(...rows.y, 7),
      weights: Float64Array.of(...new Float64Array(200).fill(1), 0),
    };
    expect(fitStack(spoiled)).toEqual(fitStack(rows));
  });

  it('predicts the weighted sum plus its bias, by the models’ names', () => {
    const model = { kind: 'stack', models: ['a', 'b'], weights: Float64Array.of(0.25, 0.75), bias: 1 } as const;
    const predictions = { b: Float64Array.of(4, 8), a: Float64Array.of(2, 0) };
    expect([...predictStack(model, predictions)]).toEqual([4.5, 7]);
    expect(() => predictStack(model, { a: Float64Array.of(1) })).toThrow(RangeError);
    expect(() => predictStack(model, { a: Float64Array.of(1), b: new Float64Array(2) })).toThrow(RangeError);
  });

  it('refuses what it cannot learn from', () => {
    const y = Float64Array.of(1, 2);
    const a = Float64Array.of(1, 2);
    expect(() => fitStack({ predictions: {}, y })).toThrow(RangeError);
    expect(() => fitStack({ predictions: { a: Float64Array.of(1) }, y })).toThrow(RangeError);
    expect(() => fitStack({ predictions: { a: Float64Array.of(1, Number.NaN) }, y })).toThrow(RangeError);
    expect(() => fitStack({ predictions: { a }, y, weights: new Float64Array(2) })).toThrow(RangeError);
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, m) => [`m${m}`, a]));
    expect(() => fitStack({ predictions: many, y })).toThrow(RangeError);
  });
});

describe('the multiplier', () => {
  it('is the median of total / banked', () => {
    const ratios = [2, 3, 10, 2.5, 2.2];
    const model = fitMultiplier({ x: featureMatrix(5, 1), y: Float64Array.from(ratios, Math.log) });
    expect(Math.exp(model.logRatio)).toBeCloseTo(2.5, 12);
  });
});
