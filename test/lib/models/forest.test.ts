import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapRows, rowLottery } from '../../../lib/models/forest/drawRows.ts';
import { fitForest, fitForestPart, joinForest } from '../../../lib/models/forest/fitForest.ts';
import { predictForest } from '../../../lib/models/forest/forestModel.ts';
import type { ForestOptions } from '../../../lib/models/forest/forestOptions.ts';
import { matrixOfRows, rowOf } from '../../../lib/models/matrix.ts';
import { binTrainingRows, withTarget } from '../../../lib/models/trees/binnedRows.ts';
import { toPlainBytes } from '../../../lib/provenance/plainBytes.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { naiveBoosting } from './naiveBoosting.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

const rootMeanSquare = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0) / a.length);
const bytesOf = (model: unknown) => Buffer.from(toPlainBytes(model)).toString('base64');

describe('a forest against the textbook', () => {
  it('of one tree on every row and column is the tree that trying everything on the rows themselves grows', () => {
    const settings = fc.record({
      seed: fc.nat(1000),
      rows: fc.integer({ min: 12, max: 60 }),
      depth: fc.integer({ min: 1, max: 5 }),
      minLeafWeight: fc.constantFrom(0.6, 3),
      missing: fc.constantFrom(0, 0.3),
    });
    fc.assert(
      fc.property(settings, ({ seed, rows, depth, minLeafWeight, missing }) => {
        const training = syntheticRows(rows, 4, { seed, missing });
        const all = { trees: 1, bootstrap: false, columnShare: 1, bins: 255 };
        const model = fitForest(training, { ...all, seed, depth, minLeafWeight });
        const oracle = naiveBoosting(training, { rounds: 1, depth, learningRate: 1, l2: 0, minLeafWeight });
        for (const x of [training.x, wildInputs(50, 4, seed + 1)]) {
          const predictions = predictForest(model, x);
          for (let i = 0; i < x.rows; i++) {
            expect(Math.abs((predictions[i] ?? 0) - oracle(Array.from(rowOf(x, i))))).toBeLessThan(1e-9);
          }
        }
      }),
      { seed: 43, numRuns: 40 },
    );
  });

  it('draws its rows as a search through the cumulated weights does', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(weights, fc.nat(1000), (drawn, seed) => {
        const own = Float64Array.from(drawn);
        const total = own.reduce((sum, weight) => sum + weight, 0);
        const sample = bootstrapRows(seededRandom(seed), rowLottery(own), own.map(Math.sqrt));
        const random = seededRandom(seed);
        const counts = new Map<number, number>();
        for (let draw = 0; draw < own.length; draw++) {
          let left = random() * total;
          const row = own.findIndex((weight) => {
            left -= weight;
            return left < 0;
          });
          counts.set(row, (counts.get(row) ?? 0) + 1);
        }
        expect([...sample.order]).toEqual([...counts.keys()].toSorted((a, b) => a - b));
        sample.order.forEach((row, k) => {
          const weight = ((counts.get(row) ?? 0) * total) / own.length;
          expect(sample.weights[k]).toBeCloseTo(weight, 9);
          expect(sample.gradients[k]).toBeCloseTo(weight * Math.sqrt(own[row] ?? 0), 9);
        });
      }),
      { seed: 44, numRuns: 100 },
    );
  });
});

describe.each(['best', 'random'] as const)('a forest of %s cuts', (cuts) => {
  const training = syntheticRows(1200, 8, { seed: 1 });
  const fresh = syntheticRows(600, 8, { seed: 2 });
  const fit = (options: Partial<ForestOptions> = {}) => fitForest(training, { seed: 1, cuts, ...options });
  const errorOf = (options: Partial<ForestOptions>) => rootMeanSquare(predictForest(fit(options), fresh.x), fresh.y);

  it('does better than one of its trees, and comes near the noise where a line cannot', () => {
    // noise 0.3; the target itself deviates by 1.9
    expect(errorOf({})).toBeLessThan(0.95);
    expect(errorOf({ trees: 1 })).toBeGreaterThan(1.15);
  });

  it('is the same in any parts, and each tree is its own', () => {
    const whole = fit({ trees: 12, depth: 5 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }), (borders) => {
        const sorted = [0, ...borders.toSorted((a, b) => a - b), 12];
        const parts = sorted
          .slice(1)
          .map((until, i) =>
            fitForestPart(training, { seed: 1, cuts, trees: 12, depth: 5, from: sorted[i] ?? 0, until }),
          );
        expect(bytesOf(joinForest(parts))).toBe(bytesOf(whole));
      }),
      { seed: 45, numRuns: 6 },
    );
    const roots = new Set(whole.trees.roots.map((root) => whole.trees.threshold[root] ?? 0));
    expect(roots.size).toBeGreaterThan(3);
    expect(bytesOf(fit({ trees: 12, depth: 5, seed: 2 }))).not.toBe(bytesOf(whole));
  });

  it('is the same on rows that were binned before, also with another target', () => {
    const binned = binTrainingRows(training);
    const options = { seed: 1, cuts, trees: 10 };
    expect(bytesOf(fitForest(binned, options))).toBe(bytesOf(fitForest(training, options)));
    const y = training.y.map((value) => value ** 2);
    expect(bytesOf(fitForest(withTarget(binned, y), options))).toBe(bytesOf(fitForest({ ...training, y }, options)));
    expect(() => withTarget(binned, y.subarray(1))).toThrow(RangeError);
  });

  it('keeps every leaf as heavy as asked, and single-precision thresholds', () => {
    const { trees } = fit({ trees: 20, bootstrap: false, minLeafWeight: 15 });
    expect(trees.threshold).toBeInstanceOf(Float32Array);
    for (const cover of trees.cover) expect(cover).toBeGreaterThanOrEqual(15 - 1e-9);
    expect(trees.roots.length).toBe(20);
  });

  it('goes no deeper than asked, and as deep', () => {
    const { trees } = fit({ trees: 5, depth: 4, minLeafWeight: 1 });
    const depth = (node: number): number =>
      (trees.feature[node] ?? -1) < 0 ? 0 : 1 + Math.max(depth(trees.left[node] ?? 0), depth(trees.right[node] ?? 0));
    for (const root of trees.roots) expect(depth(root)).toBe(4);
  });

  it('looks at few columns per node when told, so that weak ones get their turn', () => {
    const rootsOf = (columnShare: number) => {
      const { trees } = fit({ trees: 60, depth: 1, columnShare });
      return new Set(trees.roots.map((root) => trees.feature[root] ?? -1)).size;
    };
    expect(rootsOf(1)).toBeLessThanOrEqual(4);
    expect(rootsOf(0.125)).toBe(8);
  });

  it('draws further columns where those drawn cannot split', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [
      ...Array<number>(19)
        .fill(1)
        .map((one, j) => (i === j ? 2 : one)),
      i,
    ]);
    const y = Float64Array.from(rows, (row) => ((row[19] ?? 0) < 50 ? 0 : 1));
    const model = fitForest(
      { x: matrixOfRows(rows, 20), y },
      { seed: 1, cuts, trees: 50, bootstrap: false, columnShare: 0.05, minLeafWeight: 5, depth: 6 },
    );
    // only the last column can be cut into leaves of five rows, and one column is drawn at a time
    expect(new Set(model.trees.feature)).toEqual(new Set([19, -1]));
  });

  it('rises and falls as told, for every film and every change', () => {
    const monotone = Int8Array.of(1, -1, 1, -1, 0, 1, 0, -1);
    const violations = (model: ReturnType<typeof fit>) => {
      let count = 0;
      for (let column = 0; column < 8; column++) {
        const direction = monotone[column] ?? 0;
        for (let row = 0; row < 40 && direction !== 0; row++) {
          const steps = Array.from({ length: 41 }, (_, i) =>
            Array.from(rowOf(fresh.x, row)).map((value, j) => (j === column ? -12 + i * 0.6 : value)),
          );
          const predictions = predictForest(model, matrixOfRows(steps, 8));
          for (let i = 1; i < 41; i++) {
            if (direction * ((predictions[i] ?? 0) - (predictions[i - 1] ?? 0)) < -1e-12) count++;
          }
        }
      }
      return count;
    };
    expect(violations(fit({ trees: 40, monotone }))).toBe(0);
    expect(violations(fit({ trees: 40 }))).toBeGreaterThan(500); // so the check can fail
  });

  it('averages over the training rows, by its covers, to their mean prediction', () => {
    const { trees, ...rest } = fit({ trees: 15 });
    let mean = 0;
    trees.value.forEach((value, node) => {
      if (trees.feature[node] === -1) mean += (value * (trees.cover[node] ?? 0)) / (trees.cover[0] ?? 1);
    });
    const predictions = predictForest({ trees, ...rest }, training.x);
    const weighted = predictions.reduce((sum, value, i) => sum + value * (training.weights[i] ?? 0), 0);
    expect(mean).toBeCloseTo(weighted / (trees.cover[0] ?? 1), 9);
  });

  it('defect 33: a film twice as big as any in training is not capped, since trees forecast a ratio to money so far', () => {
    const random = seededRandom(5);
    const films = Array.from({ length: 400 }, () => ({
      banked: Math.exp(14 + 3 * random()),
      legs: 1.5 + 2 * random(),
    }));
    const total = ({ banked, legs }: (typeof films)[number]) => banked * legs;
    const inputs = (film: (typeof films)[number]) => [Math.log(film.banked), film.legs];
    const x = matrixOfRows(films.map(inputs), 2);
    const biggest = Math.max(...films.map(total));
    const record = { banked: 2 * Math.max(...films.map(({ banked }) => banked)), legs: 3.4 };
    const asked = matrixOfRows([inputs(record)], 2);
    const levels = fitForest({ x, y: Float64Array.from(films, (film) => Math.log(total(film))) }, { seed: 1, cuts });
    const ratios = fitForest(
      { x, y: Float64Array.from(films, (film) => Math.log(total(film) / film.banked)) },
      { seed: 1, cuts },
    );
    expect(Math.exp(predictForest(levels, asked)[0] ?? 0)).toBeLessThanOrEqual(biggest);
    const forecast = record.banked * Math.exp(predictForest(ratios, asked)[0] ?? 0);
    expect(forecast).toBeGreaterThan(1.5 * biggest);
    expect(Math.abs(Math.log(forecast / total(record)))).toBeLessThan(0.15);
  });

  it('refuses options that make no sense', () => {
    const wrong: Partial<ForestOptions>[] = [
      { trees: 0 },
      { trees: 1.5 },
      { depth: 0 },
      { columnShare: 0 },
      { columnShare: 1.1 },
      { minLeafWeight: 0 },
      { bins: 1 },
      { bins: 256 },
      { monotone: new Int8Array(3) },
    ];
    for (const options of wrong) expect(() => fit(options)).toThrow(RangeError);
    expect(() => joinForest([])).toThrow(RangeError);
  });
});

describe('random cuts', () => {
  it('fall anywhere between the lowest and the highest value, and part missing from present values', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i % 20]);
    const y = Float64Array.from(rows, ([value]) => (value ?? 0) ** 2);
    const { trees } = fitForest({ x: matrixOfRows(rows, 1), y }, { seed: 1, trees: 1900, depth: 1, cuts: 'random' });
    const counts = new Map<number, number>();
    for (const root of trees.roots) {
      const threshold = trees.threshold[root] ?? Number.NaN;
      counts.set(threshold, (counts.get(threshold) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 19 }, (_, i) => i + 0.5));
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(45); // binomial, 4.6 deviations
    const known = Array.from({ length: 60 }, (_, i) => [i % 3 === 0 ? Number.NaN : 7]);
    const flagged = fitForest(
      { x: matrixOfRows(known, 1), y: Float64Array.from(known, ([value]) => (value === 7 ? 1 : 0)) },
      { seed: 1, trees: 3, cuts: 'random' },
    );
    const [missing, present, other] = predictForest(flagged, matrixOfRows([[Number.NaN], [7], [3e38]], 1));
    expect(missing).toBeCloseTo(0, 12);
    expect(present).toBeCloseTo(1, 12);
    expect(other).toBe(present);
  });
});
