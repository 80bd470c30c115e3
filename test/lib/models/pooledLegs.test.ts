import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { fitPooledLegs, type PooledLegsOptions } from '../../../lib/models/pooledLegs/fitPooledLegs.ts';
import { predictPooledLegs } from '../../../lib/models/pooledLegs/pooledLegsModel.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

const SEED = 20_170_404;
/** Indicators of three levels; none set is the fourth. */
const ONE_OF_THREE: PooledLegsOptions = { factors: [{ name: 'window', columns: [0, 1, 2] }] };
const KINDS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, 0],
];

describe('pooled legs', () => {
  it('pull each level towards the common one as worked out by hand for a balanced layout', () => {
    // two levels of three rows: means 1 and 3, within each −1, 0, +1
    const x = matrixOfRows(
      [0, 0, 0, 1, 1, 1].map((kind) => KINDS[kind] ?? []),
      3,
    );
    const model = fitPooledLegs({ x, y: Float64Array.of(0, 1, 2, 2, 3, 4) }, ONE_OF_THREE);
    // within: 4 / (6 − 2) = 1; between: 3·1 + 3·1 = 6; variance between levels: (6 − 1·1) / (6 − 18 / 6) = 5 / 3
    // balanced: the intercept is the mean 2, and each departure of 1 counts 3 / (3 + 1 / (5 / 3)) = 5 / 6
    expect(model.intercept).toBeCloseTo(2, 12);
    const at = (kind: number) => predictPooledLegs(model, matrixOfRows([KINDS[kind] ?? []], 3))[0];
    expect(at(0)).toBeCloseTo(2 - 5 / 6, 12);
    expect(at(1)).toBeCloseTo(2 + 5 / 6, 12);
    // a window never seen, and a film of unknown window, have the common legs
    expect(at(2)).toBeCloseTo(2, 12);
    expect(predictPooledLegs(model, matrixOfRows([[Number.NaN, 0, 0]], 3))[0]).toBeCloseTo(2, 12);
  });

  it('are the common legs for everyone where levels differ by no more than chance', () => {
    const x = matrixOfRows(
      [0, 0, 0, 1, 1, 1].map((kind) => KINDS[kind] ?? []),
      3,
    );
    const model = fitPooledLegs({ x, y: Float64Array.of(-1, 0, 1, -0.9, 0, 1.1) }, ONE_OF_THREE);
    expect(model.factors).toEqual([]);
    expect(model.intercept).toBeCloseTo(0.2 / 6, 12);
  });

  it('share a film of several genres between them', () => {
    const x = matrixOfRows(
      [
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
        [1, 1, 0],
      ],
      3,
    );
    const model = fitPooledLegs({ x, y: Float64Array.of(1, 1.2, 3, 3.2, 2.1) }, ONE_OF_THREE);
    const [action, comedy, both] = predictPooledLegs(
      model,
      matrixOfRows(
        [
          [1, 0, 0],
          [0, 1, 0],
          [1, 1, 0],
        ],
        3,
      ),
    );
    expect(both).toBeCloseTo(((action ?? 0) + (comedy ?? 0)) / 2, 12);
  });

  it(`solve the penalized equations that a dense solver solves (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        const random = seededRandom(seed);
        const rows = Array.from({ length: 80 }, () => {
          const window = Math.floor(random() * 4);
          return { window, size: standardNormal(random), weight: 0.5 + random() };
        });
        const y = Float64Array.from(rows, ({ window, size }) => 0.5 * window + size + 0.4 * standardNormal(random));
        const x = matrixOfRows(
          rows.map(({ window, size }) => [...(KINDS[window] ?? []), size]),
          4,
        );
        const weights = Float64Array.from(rows, ({ weight }) => weight);
        const factors = [...ONE_OF_THREE.factors, { name: 'size', column: 3, tiers: 3 }];
        const model = fitPooledLegs({ x, y, weights }, { factors });
        expect(model.factors.length).toBe(2);
        const size = model.factors[1]?.factor;
        const cuts = size?.kind === 'tiers' ? [...size.cuts] : [];
        const design = rows.map((row, i) => {
          const tier = cuts.filter((cut) => (x.data[4 * i + 3] ?? 0) > cut).length;
          return [
            1,
            ...[0, 1, 2, 3].map((kind) => Number(row.window === kind)),
            ...[0, 1, 2].map((t) => Number(tier === t)),
          ];
        });
        // the pull of a factor follows from any of its non-zero effects: (Zᵀ W residual) = pull · effect
        const solution = [model.intercept, ...model.factors.flatMap(({ effects }) => [...effects])];
        const residual = design.map(
          (line, i) => (y[i] ?? 0) - line.reduce((sum, z, j) => sum + z * (solution[j] ?? 0), 0),
        );
        const gradient = solution.map((_, j) =>
          design.reduce((sum, line, i) => sum + (weights[i] ?? 0) * (line[j] ?? 0) * (residual[i] ?? 0), 0),
        );
        expect(gradient[0]).toBeCloseTo(0, 9);
        const pulls = [0, 1, 2, 3, 4, 5, 6].map((j) => (gradient[j + 1] ?? 0) / (solution[j + 1] ?? 0));
        const [first, second] = [pulls[0] ?? 0, pulls[4] ?? 0];
        for (const [j, pull] of pulls.entries()) expect(pull / (j < 4 ? first : second)).toBeCloseTo(1, 6);
        const z = new Matrix(design);
        const weighted = new Matrix(design.map((line, i) => line.map((value) => value * (weights[i] ?? 0))));
        const penalty = Matrix.diag([0, ...Array<number>(4).fill(first), ...Array<number>(3).fill(second)]);
        const oracle = solve(
          weighted.transpose().mmul(z).add(penalty),
          weighted.transpose().mmul(Matrix.columnVector([...y])),
        );
        for (const [j, value] of solution.entries()) expect(value).toBeCloseTo(oracle.get(j, 0), 7);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('believe a level with many films more than one with few', () => {
    const kinds = [...Array<number>(60).fill(0), ...Array<number>(3).fill(1), ...Array<number>(60).fill(2)];
    const noise = (i: number) => (i % 3) - 1;
    const y = Float64Array.from(kinds, (kind, i) => ([-1, 1, 0][kind] as number) + noise(i));
    const model = fitPooledLegs(
      {
        x: matrixOfRows(
          kinds.map((kind) => KINDS[kind] ?? []),
          3,
        ),
        y,
      },
      ONE_OF_THREE,
    );
    const [many = 0, few = 0] = model.factors[0]?.effects ?? [];
    expect(Math.abs(many + model.intercept + 1)).toBeLessThan(Math.abs(few + model.intercept - 1));
  });

  it('refuse columns that do not exist and a single tier', () => {
    const rows = { x: matrixOfRows([[1], [0]], 1), y: Float64Array.of(1, 2) };
    expect(() => fitPooledLegs(rows, { factors: [{ name: 'a', columns: [1] }] })).toThrow(RangeError);
    expect(() => fitPooledLegs(rows, { factors: [{ name: 'a', column: 0.5, tiers: 3 }] })).toThrow(RangeError);
    expect(() => fitPooledLegs(rows, { factors: [{ name: 'a', column: 0, tiers: 1 }] })).toThrow(RangeError);
  });
});
