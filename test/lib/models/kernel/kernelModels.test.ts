import fc from 'fast-check';
import { CholeskyDecomposition, Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { TrainingRows } from '../../../../lib/models/contract.ts';
import { fitGaussianProcess } from '../../../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../../../lib/models/kernel/fitSvr.ts';
import type { KernelModel } from '../../../../lib/models/kernel/kernelModel.ts';
import { predictKernel } from '../../../../lib/models/kernel/predictKernel.ts';
import { pointsOf, selectSupport, supportRows } from '../../../../lib/models/kernel/supportRows.ts';
import type { FeatureMatrix } from '../../../../lib/models/matrix.ts';
import { featureMatrix, matrixOfRows, selectRows } from '../../../../lib/models/matrix.ts';
import { fitRidge } from '../../../../lib/models/ridge/fitRidge.ts';
import { predictRidge } from '../../../../lib/models/ridge/predictRidge.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { syntheticRows, wildInputs } from '../syntheticRows.ts';

const ONE_BELIEF = { lengthScales: [1], linearShares: [0.3], noises: [0.3] };
const METHODS: readonly (readonly [string, (rows: TrainingRows, ignored?: Uint8Array) => KernelModel])[] = [
  ['support vector regression', (rows, ignored) => fitSvr(rows, { tolerance: 1e-9, ...(ignored ? { ignored } : {}) })],
  ['Gaussian process', (rows, ignored) => fitGaussianProcess(rows, { ...ONE_BELIEF, ...(ignored ? { ignored } : {}) })],
];

function greatestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

const rootMeanSquare = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0) / a.length);

const spread = (values: Float64Array) =>
  rootMeanSquare(
    values,
    values.map(() => values.reduce((a, b) => a + b) / values.length),
  );

describe.each(METHODS)('%s', (_, fit) => {
  const rows = syntheticRows(160, 5, { seed: 12 });
  const expected = predictKernel(fit(rows), rows.x);

  it('does not mind the order of the rows', () => {
    const reversed = Array.from({ length: 160 }, (_, i) => (i * 37) % 160);
    const pick = (values: Float64Array) => Float64Array.from(reversed, (row) => values[row] ?? 0);
    const shuffled = { x: selectRows(rows.x, reversed), y: pick(rows.y), weights: pick(rows.weights) };
    expect(greatestDifference(predictKernel(fit(shuffled), rows.x), expected)).toBeLessThan(1e-6);
  });

  it('defect 43: does not mind the units of its inputs', () => {
    const powers = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(powers, (exponents) => {
        const x = { ...rows.x, data: rows.x.data.map((value, at) => value * 2 ** (exponents[at % 5] ?? 0)) };
        expect(greatestDifference(predictKernel(fit({ ...rows, x }), x), expected)).toBeLessThan(1e-9);
      }),
      { seed: 331, numRuns: 15 },
    );
  });

  it('defect 42: learns totals in yuan as well as their logarithms, and is no constant', () => {
    const yuan = rows.y.map((value) => 4e8 * value);
    const model = fit({ ...rows, y: yuan });
    const predictions = predictKernel(model, rows.x);
    expect(spread(predictions)).toBeGreaterThan(0.5 * spread(yuan));
    expect(
      greatestDifference(
        predictions.map((value) => value / 4e8),
        expected,
      ),
    ).toBeLessThan(1e-6);
  });

  it('defect 44: forecasts money above zero, whatever the film, since it learns logarithms', () => {
    const forecasts = predictKernel(fit(rows), wildInputs(700, 5, 8)).map(Math.exp);
    expect(forecasts.every((value) => value > 0 && value < Infinity)).toBe(true);
  });

  it('does not see a column that it is told to ignore', () => {
    const ignored = Uint8Array.of(0, 1, 0, 0, 1);
    const model = fit(rows, ignored);
    const changed = wildInputs(160, 5, 3);
    const mixed = rows.x.data.map((value, at) => (ignored[at % 5] === 1 ? (changed.data[at] ?? value) : value));
    expect(predictKernel(model, { ...rows.x, data: mixed })).toEqual(predictKernel(model, rows.x));
    expect(model.coordinates.column.every((column) => ignored[column] === 0)).toBe(true);
    expect(() => fit(rows, new Uint8Array(4))).toThrow(RangeError);
  });

  it('finds bends that a line cannot follow', () => {
    const training = syntheticRows(800, 5, { seed: 21 });
    const fresh = syntheticRows(400, 5, { seed: 22 });
    const own = rootMeanSquare(predictKernel(fit(training), fresh.x), fresh.y);
    expect(own).toBeLessThan(0.9 * rootMeanSquare(predictRidge(fitRidge(training), fresh.x), fresh.y));
  });

  it('lets no broken number carry a forecast away', () => {
    const model = fit(rows);
    const at = (value: number) => predictKernel(model, matrixOfRows([[value, 1, 1, 1, 1]], 5))[0];
    expect(at(3e38)).toBe(at(1e9));
    expect(at(-3e38)).toBe(at(-1e9));
  });
});

describe('support vector regression', () => {
  it('is bent less by broken records than squared errors are', () => {
    const rows = syntheticRows(500, 4, { seed: 31, missing: 0 });
    const broken = { ...rows, y: rows.y.map((value, i) => (i % 20 === 0 ? value + 8 : value)) };
    const fresh = syntheticRows(300, 4, { seed: 33, missing: 0 });
    const errorOf = (model: KernelModel) => rootMeanSquare(predictKernel(model, fresh.x), fresh.y);
    const [svr, process] = [fitSvr(broken, { epsilon: 0.05 }), fitGaussianProcess(broken)].map(errorOf);
    expect(svr).toBeLessThan(0.95 * (process ?? 0));
    expect(svr).toBeLessThan(1.25 * errorOf(fitSvr(rows)));
  });

  it('remembers fewer rows where larger errors cost nothing', () => {
    const rows = syntheticRows(300, 4, { seed: 32 });
    const kept = [0.05, 0.4, 1.2].map((epsilon) => fitSvr(rows, { epsilon }).support.count);
    expect(kept).toEqual(kept.toSorted((a, b) => b - a));
    expect(kept[2]).toBeLessThan(100);
  });

  it('refuses more than 5,000 rows, and options that make no sense', () => {
    const many = { x: featureMatrix(5001, 1, new Float32Array(5001)), y: new Float64Array(5001) };
    expect(() => fitSvr(many)).toThrow(/5000 rows/);
    const rows = syntheticRows(20, 4, { seed: 1 });
    for (const options of [{ c: 0 }, { epsilon: -1 }, { gamma: 0 }, { tolerance: 0 }, { gamma: Number.NaN }]) {
      expect(() => fitSvr(rows, options)).toThrow(RangeError);
    }
  });
});

/** Columns of whole numbers from 0 to 255, which the grid of support rows holds exactly. */
function gridRows(rows: number, columns: number, seed: number): Required<TrainingRows> {
  const random = seededRandom(seed);
  const inputs = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, () => (i === 0 ? 0 : i === 1 ? 255 : Math.floor(random() * 256))),
  );
  const y = Float64Array.from(inputs, ([a = 0, b = 0]) => Math.sin(a / 40) + b / 100 + 0.2 * random());
  return { x: matrixOfRows(inputs, columns), y, weights: y.map(() => 0.5 + random()) };
}

/** Gaussian process regression as the textbook writes it, by ml-matrix: predictions and log marginal likelihood. */
function textbookProcess({ x, y, weights }: Required<TrainingRows>, lengthScale: number, share: number, noise: number) {
  const total = weights.reduce((a, b) => a + b, 0);
  const meanOf = (values: Float64Array) => values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / total;
  const columns = Array.from({ length: x.columns }, (_, j) => {
    const raw = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j] ?? 0);
    const center = meanOf(raw);
    const deviation = Math.sqrt(meanOf(raw.map((value) => (value - center) ** 2)));
    return Array.from(raw, (value) => (value - center) / deviation);
  });
  const z = new Matrix(columns).transpose();
  const covariance = new Matrix(x.rows, x.rows);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.rows; j++) {
      const step = Matrix.sub(z.getRowVector(i), z.getRowVector(j)).norm() ** 2 / x.columns;
      const product = z.getRowVector(i).dot(z.getRowVector(j)) / x.columns;
      covariance.set(i, j, (1 - share) * Math.exp(-step / (2 * lengthScale ** 2)) + share * product);
    }
  }
  const noisy = Matrix.add(covariance, Matrix.diag(Array.from(weights, (weight) => noise / weight)));
  const center = meanOf(y);
  const about = Matrix.columnVector(y.map((value) => value - center));
  const alpha = solve(noisy, about);
  const variance = about.dot(alpha) / x.rows;
  const factor = new CholeskyDecomposition(noisy).lowerTriangularMatrix.diagonal();
  const logDeterminant = factor.reduce((sum, value) => sum + 2 * Math.log(value), 0);
  const likelihood = -0.5 * (x.rows * Math.log(variance) + logDeterminant);
  return {
    predictions: covariance
      .mmul(alpha)
      .to1DArray()
      .map((value) => value + center),
    likelihood,
  };
}

describe('a Gaussian process against the textbook (ml-matrix)', () => {
  const rows = gridRows(70, 4, 41);

  it.each([
    [1, 0.3, 0.3],
    [0.5, 0, 0.05],
    [2, 1, 1],
  ])('predicts the same with length %d, linear share %d and noise %d', (lengthScale, linearShare, noise) => {
    const model = fitGaussianProcess(rows, {
      ...{ lengthScales: [lengthScale], linearShares: [linearShare], noises: [noise] },
    });
    const { predictions } = textbookProcess(rows, lengthScale, linearShare, noise);
    expect(greatestDifference(predictKernel(model, rows.x), Float64Array.from(predictions))).toBeLessThan(1e-8);
  });

  it('believes what is likeliest', () => {
    const [lengthScales, linearShares, noises] = [
      [0.3, 1, 3],
      [0.1, 0.6],
      [0.02, 0.2, 2],
    ];
    const beliefs = lengthScales.flatMap((length) =>
      linearShares.flatMap((share) =>
        noises.map((noise) => ({ length, ...textbookProcess(rows, length, share, noise) })),
      ),
    );
    const best = beliefs.reduce((a, b) => (b.likelihood > a.likelihood ? b : a));
    const model = fitGaussianProcess(rows, { lengthScales, linearShares, noises });
    expect(greatestDifference(predictKernel(model, rows.x), Float64Array.from(best.predictions))).toBeLessThan(1e-8);
    expect(best.length).not.toBe(lengthScales[0]);
  });

  it('refuses more than 3,000 rows, and beliefs that make no sense', () => {
    const many = { x: featureMatrix(3001, 1, new Float32Array(3001)), y: new Float64Array(3001) };
    expect(() => fitGaussianProcess(many)).toThrow(/3000 rows/);
    for (const options of [{ noises: [0] }, { lengthScales: [] }, { lengthScales: [-1] }, { linearShares: [1.1] }]) {
      expect(() => fitGaussianProcess(rows, options)).toThrow(RangeError);
    }
  });
});

describe('emphasis', () => {
  it('decides how far apart a column puts rows, and leaves out columns of none', () => {
    const rows = syntheticRows(200, 5, { seed: 51 });
    const emphasis = Float64Array.of(1, 0.5, 0.5, 0, 0.25);
    const model = fitSvr(rows, { emphasis });
    const plain = fitSvr(rows);
    expect([...new Set(model.coordinates.column)]).toEqual([0, 1, 2, 4]);
    model.coordinates.column.forEach((column, k) => {
      const same = plain.coordinates.column.findIndex(
        (other, m) => other === column && plain.coordinates.flag[m] === model.coordinates.flag[k],
      );
      for (const part of ['lower', 'upper', 'scale'] as const) {
        expect(model.coordinates[part][k]).toBeCloseTo(
          (plain.coordinates[part][same] ?? Number.NaN) * (emphasis[column] ?? 0),
          12,
        );
      }
    });
  });

  it('means nothing when all columns have the same', () => {
    const rows = syntheticRows(200, 5, { seed: 52 });
    const same = { emphasis: new Float64Array(5).fill(0.01) };
    for (const [one, other] of [
      [fitSvr(rows, { tolerance: 1e-9 }), fitSvr(rows, { tolerance: 1e-9, ...same })],
      [fitGaussianProcess(rows), fitGaussianProcess(rows, same)],
    ] as const) {
      expect(greatestDifference(predictKernel(one, rows.x), predictKernel(other, rows.x))).toBeLessThan(1e-7);
    }
  });

  it('helps where most columns say nothing', () => {
    const training = syntheticRows(500, 40, { seed: 53, missing: 0 });
    const fresh = syntheticRows(300, 40, { seed: 54, missing: 0 });
    const emphasis = Float64Array.from({ length: 40 }, (_, column) => (column < 4 ? 1 : 0.1));
    const errorOf = (model: KernelModel) => rootMeanSquare(predictKernel(model, fresh.x), fresh.y);
    expect(errorOf(fitSvr(training, { emphasis }))).toBeLessThan(0.8 * errorOf(fitSvr(training)));
  });

  it('leaves missing flags out on demand, and refuses what is no emphasis', () => {
    const rows: TrainingRows = syntheticRows(200, 4, { seed: 55, missing: 0.3 });
    expect(fitSvr(rows).coordinates.flag.includes(1)).toBe(true);
    expect(fitSvr(rows, { flags: false }).coordinates.flag.includes(1)).toBe(false);
    for (const emphasis of [
      Float64Array.of(1, 1, 1),
      Float64Array.of(1, -1, 1, 1),
      Float64Array.of(1, Infinity, 1, 1),
    ]) {
      expect(() => fitSvr(rows, { emphasis })).toThrow(RangeError);
    }
  });
});

describe('support rows', () => {
  it('stand within half a step of the points they were, and exactly on two-valued columns', () => {
    const random = seededRandom(61);
    const points = Float64Array.from({ length: 600 }, (_, at) =>
      at % 2 === 0 ? 7 * random() - 2 : 1.3 * Math.round(random()),
    );
    const support = supportRows(points, 2);
    pointsOf(support).forEach((value, at) => {
      const step = support.step[at % 2] ?? 0;
      expect(Math.abs(value - (points[at] ?? 0))).toBeLessThan(at % 2 === 0 ? 0.5001 * step : 1e-12);
    });
    const few = selectSupport(support, [5, 2]);
    expect([...pointsOf(few)]).toEqual([...pointsOf(support).subarray(10, 12), ...pointsOf(support).subarray(4, 6)]);
  });

  it('lie where they lie when the inputs of film and training are the same', () => {
    const { x }: { readonly x: FeatureMatrix } = syntheticRows(50, 4, { seed: 62 });
    const model = fitGaussianProcess({ x, y: Float64Array.from({ length: 50 }, (_, i) => i % 7) }, ONE_BELIEF);
    expect(model.support.count).toBe(50);
    expect(model.support.levels.length).toBe(50 * model.slope.length);
  });
});
