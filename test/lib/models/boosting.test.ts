import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictBoosting } from '../../../lib/models/boosting/boostingModel.ts';
import type { BoostingOptions } from '../../../lib/models/boosting/fitBoosting.ts';
import { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { meanLoss } from '../../../lib/models/boosting/loss.ts';
import { checkRows } from '../../../lib/models/contract.ts';
import { matrixOfRows, rowOf } from '../../../lib/models/matrix.ts';
import { binColumns, binRows } from '../../../lib/models/trees/binColumns.ts';
import { binTrainingRows, withTarget } from '../../../lib/models/trees/binnedRows.ts';
import { weightedQuantile } from '../../../lib/stats/weightedQuantile.ts';
import { naiveBoosting } from './naiveBoosting.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

const rootMeanSquare = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0) / a.length);

describe('boosting against the textbook', () => {
  it('takes the cuts and values that trying everything on the rows themselves takes', () => {
    const settings = fc.record({
      seed: fc.nat(1000),
      rows: fc.integer({ min: 12, max: 60 }),
      depth: fc.integer({ min: 1, max: 3 }),
      l2: fc.constantFrom(0, 1, 4),
      minLeafWeight: fc.constantFrom(0.6, 3),
      missing: fc.constantFrom(0, 0.3),
    });
    fc.assert(
      fc.property(settings, ({ seed, rows, depth, l2, minLeafWeight, missing }) => {
        const training = syntheticRows(rows, 4, { seed, missing });
        const options = { rounds: 4, depth, learningRate: 0.5, l2, minLeafWeight };
        const model = fitBoosting(training, { ...options, seed, rowShare: 1, bins: 255 });
        const oracle = naiveBoosting(training, options);
        const asked = wildInputs(50, 4, seed + 1);
        for (const x of [training.x, asked]) {
          const predictions = predictBoosting(model, x);
          for (let i = 0; i < x.rows; i++) {
            expect(Math.abs((predictions[i] ?? 0) - oracle(Array.from(rowOf(x, i))))).toBeLessThan(1e-9);
          }
        }
      }),
      { seed: 41, numRuns: 40 },
    );
  });
});

describe('boosting', () => {
  const training = syntheticRows(1200, 8, { seed: 1 });
  const fresh = syntheticRows(600, 8, { seed: 2 });
  const errorOf = (options: Partial<BoostingOptions>) =>
    rootMeanSquare(predictBoosting(fitBoosting(training, { seed: 1, ...options }), fresh.x), fresh.y);

  it('comes near the noise of the world where a line cannot', () => {
    // noise 0.3; the target itself deviates by 1.9
    expect(errorOf({})).toBeLessThan(0.75);
    expect(errorOf({ rounds: 1 })).toBeGreaterThan(1.5);
  });

  it('gets along with few bins, few columns and few rows per tree', () => {
    for (const options of [{ bins: 16 }, { columnShare: 0.3 }, { rowShare: 0.4 }])
      expect(errorOf(options)).toBeLessThan(1);
  });

  it('gives another model for another seed, when rows are drawn', () => {
    const [one, two] = [1, 2].map((seed) => predictBoosting(fitBoosting(training, { seed, rounds: 20 }), fresh.x));
    expect(one).not.toEqual(two);
  });

  it('averages each tree, by its covers, to the change it makes to the mean training prediction', () => {
    const { trees, base } = fitBoosting(training, { seed: 3, rounds: 30 });
    let mean = base;
    for (const root of trees.roots) {
      expect(trees.cover[root]).toBeCloseTo(
        training.weights.reduce((a, b) => a + b, 0),
        6,
      );
    }
    trees.value.forEach((value, node) => {
      if (trees.feature[node] === -1) mean += (value * (trees.cover[node] ?? 0)) / (trees.cover[0] ?? 1);
    });
    const predictions = predictBoosting({ kind: 'boosting', columns: 8, base, trees }, training.x);
    const weighted = predictions.reduce((sum, value, i) => sum + value * (training.weights[i] ?? 0), 0);
    expect(mean).toBeCloseTo(weighted / (trees.cover[0] ?? 1), 9);
  });

  it('keeps single-precision thresholds, and no leaf lighter than allowed', () => {
    const { trees } = fitBoosting(training, { seed: 3, rounds: 30, rowShare: 1, minLeafWeight: 20 });
    expect(trees.threshold).toBeInstanceOf(Float32Array);
    trees.cover.forEach((cover) => {
      expect(cover).toBeGreaterThanOrEqual(20 - 1e-9);
    });
  });

  describe('with rows to stop early on', () => {
    // few noisy rows and greedy trees: the loss on other rows falls for a few trees, then rises
    const noisy = syntheticRows(150, 8, { seed: 21, noise: 1.5 });
    const validation = syntheticRows(300, 8, { seed: 22 });
    const settings = { seed: 1, rounds: 60, learningRate: 0.4, depth: 6, minLeafWeight: 1 };
    const losses = Array.from({ length: 60 }, (_, i) => {
      const predictions = predictBoosting(fitBoosting(noisy, { ...settings, rounds: i + 1 }), validation.x);
      return meanLoss({ kind: 'squared' }, validation.y, predictions, validation.weights);
    });
    const best = losses.indexOf(Math.min(...losses)) + 1;

    it('keeps the trees up to the best one of all', () => {
      expect(best).toBeGreaterThan(1);
      expect(best).toBeLessThan(50);
      const stopped = fitBoosting(noisy, { ...settings, validation, patience: 60 });
      const whole = fitBoosting(noisy, { ...settings, rounds: best });
      expect(stopped).toEqual(whole);
    });

    it('ends at the first rise when it has no patience', () => {
      const firstRise = losses.findIndex((loss, i) => loss > (losses[i - 1] ?? Infinity));
      expect(firstRise).toBeLessThan(best); // so that patience makes a difference here
      const hasty = fitBoosting(noisy, { ...settings, validation, patience: 1 });
      expect(hasty.trees.roots.length).toBe(firstRise);
    });
  });

  it('sends values missing for the first time where most films went', () => {
    const { x, y } = syntheticRows(500, 4, { seed: 15, missing: 0 });
    const { trees } = fitBoosting({ x, y }, { seed: 1, rounds: 20, rowShare: 1 });
    let inner = 0;
    trees.feature.forEach((feature, node) => {
      if (feature < 0) return;
      inner++;
      const [left, right] = [trees.left[node] ?? 0, trees.right[node] ?? 0];
      expect(trees.missingLeft[node] === 1).toBe((trees.cover[left] ?? 0) >= (trees.cover[right] ?? 0));
    });
    expect(inner).toBeGreaterThan(20);
  });

  it('can part what is known from what is not', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i % 2 === 0 ? Number.NaN : i]);
    const y = Float64Array.from(rows, ([value]) => (Number.isNaN(value) ? 5 : 0));
    const model = fitBoosting({ x: matrixOfRows(rows, 1), y }, { seed: 1, rounds: 80, depth: 1, learningRate: 0.3 });
    const [unknown, known, huge] = predictBoosting(model, matrixOfRows([[Number.NaN], [33], [3.4e38]], 1));
    expect(unknown).toBeCloseTo(5, 1);
    expect(known).toBeCloseTo(0, 1);
    expect(huge).toBeCloseTo(0, 1);
  });

  it('rises and falls as told, for every film and every change', () => {
    const monotone = Int8Array.of(1, -1, 1, -1, 0, 1, 0, -1);
    const options = { seed: 4, rounds: 80, depth: 5, monotone };
    const model = fitBoosting(training, options);
    const free = fitBoosting(training, { ...options, monotone: new Int8Array(8) });
    const violations = (asked: typeof model) => {
      let count = 0;
      for (let column = 0; column < 8; column++) {
        const direction = monotone[column] ?? 0;
        if (direction === 0) continue;
        for (let row = 0; row < 60; row++) {
          const steps = Array.from({ length: 41 }, (_, i) => {
            const film = Array.from(rowOf(fresh.x, row));
            film[column] = -12 + i * 0.6;
            return film;
          });
          const predictions = predictBoosting(asked, matrixOfRows(steps, 8));
          for (let i = 1; i < 41; i++) {
            if (direction * ((predictions[i] ?? 0) - (predictions[i - 1] ?? 0)) < -1e-12) count++;
          }
        }
      }
      return count;
    };
    expect(violations(model)).toBe(0);
    expect(violations(free)).toBeGreaterThan(1000); // so the check can fail
  });

  it('makes no split that goes against its direction, also where it would gain', () => {
    const against = fitBoosting(training, { seed: 4, rounds: 40, monotone: Int8Array.of(-1, 0, 0, 0, 0, 0, 0, 0) });
    const along = fitBoosting(training, { seed: 4, rounds: 40, monotone: Int8Array.of(1, 0, 0, 0, 0, 0, 0, 0) });
    const uses = ({ trees }: typeof against) => trees.feature.filter((feature) => feature === 0).length;
    expect(uses(along)).toBeGreaterThan(50); // the target rises with column 0
    expect(uses(against)).toBeLessThan(0.5 * uses(along));
    against.trees.feature.forEach((feature, node) => {
      if (feature !== 0) return;
      // values of a split by column 0 may only fall from left to right, so equal ones would be a wasted split
      const leafValues = (child: number): number[] =>
        against.trees.feature[child] === -1 ? [against.trees.value[child] ?? 0] : [];
      const [left, right] = [leafValues(against.trees.left[node] ?? 0), leafValues(against.trees.right[node] ?? 0)];
      if (left[0] !== undefined && right[0] !== undefined) expect(left[0]).toBeGreaterThan(right[0]);
    });
  });

  it('bends less to a broken record under the huber loss', () => {
    const y = training.y.map((value, i) => (i % 40 === 0 ? value + 60 : value));
    const fit = (loss: BoostingOptions['loss']) =>
      rootMeanSquare(
        predictBoosting(fitBoosting({ ...training, y }, { seed: 1, ...(loss ? { loss } : {}) }), fresh.x),
        fresh.y,
      );
    expect(fit({ kind: 'huber', delta: 0.5 })).toBeLessThan(0.5 * fit({ kind: 'squared' }));
  });

  it.each([0.1, 0.5, 0.9])('puts about the share %d of the training films below the pinball prediction', (level) => {
    const model = fitBoosting(training, { seed: 1, rounds: 100, loss: { kind: 'pinball', level }, minLeafWeight: 20 });
    const predictions = predictBoosting(model, training.x);
    const below = training.y.filter((value, i) => value <= (predictions[i] ?? 0)).length / 1200;
    expect(Math.abs(below - level)).toBeLessThan(0.06);
    const unconditional = weightedQuantile(training.y, training.weights, level);
    const loss = (answers: Float64Array) => meanLoss({ kind: 'pinball', level }, fresh.y, answers, fresh.weights);
    expect(loss(predictBoosting(model, fresh.x))).toBeLessThan(0.6 * loss(new Float64Array(600).fill(unconditional)));
  });

  it('gives every leaf of a pinball tree the value with the least loss on its rows', () => {
    const settings = fc.record({ seed: fc.nat(1000), level: fc.constantFrom(0.1, 0.5, 0.8) });
    fc.assert(
      fc.property(settings, ({ seed, level }) => {
        const rows = syntheticRows(120, 4, { seed });
        const loss = { kind: 'pinball', level } as const;
        const model = fitBoosting(rows, { seed, rounds: 1, learningRate: 1, rowShare: 1, depth: 3, loss });
        const predictions = predictBoosting(model, rows.x);
        const leaves = Map.groupBy(rows.y.keys(), (row) => predictions[row] ?? Number.NaN);
        expect(leaves.size).toBeGreaterThan(2);
        for (const [value, members] of leaves) {
          const own = (numbers: Float64Array) => Float64Array.from(members, (row) => numbers[row] ?? Number.NaN);
          const lossAt = (answer: number) =>
            meanLoss(loss, own(rows.y), new Float64Array(members.length).fill(answer), own(rows.weights));
          // the loss is convex and bends only at the targets, so the best of these is the best of all
          const least = Math.min(...own(rows.y).map(lossAt));
          expect(lossAt(value)).toBeLessThan(least + 1e-12);
        }
      }),
      { seed: 42, numRuns: 30 },
    );
  });

  it('is the same on rows that were binned before, also with another target', () => {
    const binned = binTrainingRows(training, 32);
    const options = { seed: 1, rounds: 15, columnShare: 0.5 };
    expect(fitBoosting(binned, options)).toEqual(fitBoosting(training, { ...options, bins: 32 }));
    const y = training.y.map(Math.abs);
    expect(fitBoosting(withTarget(binned, y), options)).toEqual(
      fitBoosting({ ...training, y }, { ...options, bins: 32 }),
    );
  });

  it('draws its columns from those that vary', () => {
    const width = 40;
    const data = new Float32Array(300 * width).fill(7);
    for (let row = 0; row < 300; row++) data[row * width + 33] = row % 29;
    const rows = { x: { rows: 300, columns: width, data }, y: Float64Array.from({ length: 300 }, (_, i) => i % 29) };
    const { trees } = fitBoosting(rows, { seed: 1, rounds: 10, columnShare: 0.1 });
    for (const root of trees.roots) expect(trees.feature[root]).toBe(33);
  });

  it('refuses options that make no sense', () => {
    const wrong: Partial<BoostingOptions>[] = [
      { rounds: 0 },
      { depth: 0 },
      { learningRate: 0 },
      { learningRate: 1.5 },
      { l2: -1 },
      { minLeafWeight: 0 },
      { rowShare: 0 },
      { columnShare: 1.1 },
      { bins: 1 },
      { bins: 256 },
      { monotone: new Int8Array(3) },
      { loss: { kind: 'huber', delta: 0 } },
      { loss: { kind: 'pinball', level: 1 } },
      { validation: syntheticRows(10, 5, { seed: 1 }) },
    ];
    for (const options of wrong) expect(() => fitBoosting(training, { seed: 1, ...options })).toThrow(RangeError);
  });
});

describe('bins of a column', () => {
  const binsOf = (values: readonly number[], maxBins: number, weights = values.map(() => 1)) => {
    const x = matrixOfRows(
      values.map((value) => [value]),
      1,
    );
    const rows = checkRows({ x, y: new Float64Array(values.length), weights: Float64Array.from(weights) });
    const columnBins = binColumns(rows, maxBins);
    return { edges: Array.from(columnBins.edges[0] ?? []), bins: Array.from(binRows(x, columnBins).bins) };
  };

  it('are one per distinct value when there are few, and one more for missing values', () => {
    const { edges, bins } = binsOf([5, 1, Number.NaN, 1, 3], 255);
    expect(edges).toEqual([2, 4]);
    expect(bins).toEqual([2, 0, 3, 0, 1]);
  });

  it('hold about the same weight when there are many, also beside a heavy value', () => {
    const { bins } = binsOf([...Array<number>(500).fill(0), ...Array.from({ length: 500 }, (_, i) => i + 1)], 11);
    const sizes = Array.from({ length: 11 }, (_, bin) => bins.filter((own) => own === bin).length);
    expect(sizes[0]).toBe(500);
    for (const size of sizes.slice(1)) expect(size).toBe(50);
  });

  it('follow the order of the values, and the edges part them as the thresholds of trees do', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 20 }), (drawn, maxBins) => {
        const { edges, bins } = binsOf(drawn, maxBins);
        expect(edges.length).toBeLessThan(maxBins);
        drawn.forEach((value, i) => {
          edges.forEach((edge, bin) => {
            expect((bins[i] ?? 0) <= bin).toBe(Math.fround(value) <= edge);
          });
        });
      }),
      { seed: 51, numRuns: 300 },
    );
  });
});
