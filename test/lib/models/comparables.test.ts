import { describe, expect, it } from 'vitest';
import { findComparables, predictComparables } from '../../../lib/models/comparables/findComparables.ts';
import { fitComparables } from '../../../lib/models/comparables/fitComparables.ts';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

const line = (values: readonly number[]) =>
  matrixOfRows(
    values.map((value) => [value]),
    1,
  );

describe('comparables', () => {
  it('are the nearest films, the nearest one with the greatest weight, and their weights sum to one', () => {
    const model = fitComparables(
      { x: line([0, 1, 2, 3, 10, 20]), y: Float64Array.of(0, 1, 2, 3, 4, 5) },
      {
        yardstick: [{ column: 0 }],
        k: 3,
      },
    );
    const found = findComparables(model, line([1.2]), 0);
    expect(found.map(({ row }) => row)).toEqual([1, 2, 0]);
    expect(found.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    // distances .2, .8, 1.2 and, of the first film left out, 1.8: kernel 1 − (d / 1.8)²
    const kernel = [0.2, 0.8, 1.2].map((d) => 1 - (d / 1.8) ** 2);
    const total = kernel.reduce((a, b) => a + b, 0);
    found.forEach(({ weight }, i) => {
      expect(weight).toBeCloseTo((kernel[i] ?? 0) / total, 6);
    });
    expect(predictComparables(model, line([1.2]))[0]).toBe(1);
  });

  it('are measured in robust deviations, whatever the units of a column', () => {
    const rows = syntheticRows(200, 4, { seed: 3, missing: 0 });
    const scaled = { ...rows.x, data: rows.x.data.map((value, at) => (at % 4 === 1 ? value * 1024 : value)) };
    const yardstick = [{ column: 0 }, { column: 1 }];
    const asked = { ...rows.x, rows: 20, data: rows.x.data.slice(0, 80) };
    const askedScaled = { ...asked, data: scaled.data.slice(0, 80) };
    const plain = fitComparables(rows, { yardstick });
    const other = fitComparables({ ...rows, x: scaled }, { yardstick });
    for (let row = 0; row < 20; row++) {
      const names = (found: ReturnType<typeof findComparables>) =>
        found.map((film) => film.row).toSorted((a, b) => a - b);
      expect(names(findComparables(other, askedScaled, row))).toEqual(names(findComparables(plain, asked, row)));
    }
  });

  it('count an important column more', () => {
    const x = matrixOfRows(
      [
        [0, 5],
        [5, 0],
        [0, 0],
        [5, 5],
        [2, 2],
      ],
      2,
    );
    const y = Float64Array.of(1, 2, 3, 4, 5);
    const nearest = (first: number, second: number) =>
      findComparables(
        fitComparables(
          { x, y },
          {
            yardstick: [
              { column: 0, importance: first },
              { column: 1, importance: second },
            ],
            k: 1,
          },
        ),
        matrixOfRows([[0.1, 3]], 2),
        0,
      )[0]?.row;
    expect(nearest(20, 1)).toBe(0);
    expect(nearest(1, 20)).toBe(4);
  });

  it('take an unknown value for the distance of two random films', () => {
    const model = fitComparables(
      { x: line([-3, -1, 0, 1, 3, Number.NaN]), y: Float64Array.of(1, 2, 3, 4, 5, 6) },
      {
        yardstick: [{ column: 0 }],
        k: 6,
      },
    );
    const distances = Object.fromEntries(findComparables(model, line([0]), 0).map((film) => [film.row, film.distance]));
    expect(distances[5]).toBeCloseTo(Math.SQRT2, 12);
    const blind = findComparables(model, line([Number.NaN]), 0);
    for (const { distance, weight } of blind) {
      expect(distance).toBeCloseTo(Math.SQRT2, 12);
      expect(weight).toBeCloseTo(1 / 6, 12);
    }
  });

  it('name films by their row among all rows given, and leave out those of weight zero', () => {
    const model = fitComparables(
      { x: line([0, 1, 2, 3, 4]), y: Float64Array.of(0, 1, 2, 3, 4), weights: Float64Array.of(1, 0, 1, 1, 1) },
      { yardstick: [{ column: 0 }], k: 2 },
    );
    expect(
      findComparables(model, line([1]), 0)
        .map(({ row }) => row)
        .toSorted(),
    ).toEqual([0, 2]);
  });

  it('let a film of double weight speak twice as loud', () => {
    const fit = (weight: number) =>
      fitComparables(
        { x: line([0, 0, 9]), y: Float64Array.of(1, 2, 3), weights: Float64Array.of(weight, 1, 1) },
        {
          yardstick: [{ column: 0 }],
          k: 2,
        },
      );
    const found = findComparables(fit(2), line([0]), 0);
    expect(found.map(({ weight }) => weight)).toEqual([2 / 3, 1 / 3]);
    expect(predictComparables(fit(2), line([0]))[0]).toBe(1);
    expect(predictComparables(fit(1), line([0]))[0]).toBe(1.5);
  });

  it('beat the plain multiplier where similar films do alike', () => {
    const random = seededRandom(8);
    const world = (rows: number) => {
      const x = line(Array.from({ length: rows }, () => standardNormal(random)));
      return { x, y: Float64Array.from(x.data, (value) => 0.8 * value + 0.3 * standardNormal(random)) };
    };
    const [past, future] = [world(400), world(200)];
    const answers = predictComparables(fitComparables(past, { yardstick: [{ column: 0 }] }), future.x);
    const error = (guess: (i: number) => number) =>
      Math.sqrt(future.y.reduce((sum, value, i) => sum + (value - guess(i)) ** 2, 0) / 200);
    expect(error((i) => answers[i] ?? 0)).toBeLessThan(0.5 * error(() => 0));
  });

  it('weigh alike when a yardstick says nothing', () => {
    const rows = syntheticRows(30, 4, { seed: 2 });
    const constant = { ...rows.x, data: rows.x.data.map((value, at) => (at % 4 === 2 ? 7 : value)) };
    const model = fitComparables({ x: constant, y: rows.y }, { yardstick: [{ column: 2 }], k: 5 });
    expect(model.yardstick.length).toBe(0);
    for (const { weight } of findComparables(model, wildInputs(1, 4, 1), 0)) expect(weight).toBeCloseTo(0.2, 12);
  });

  it('refuse a yardstick that does not exist', () => {
    const rows = syntheticRows(30, 4, { seed: 2 });
    expect(() => fitComparables(rows, { yardstick: [{ column: 4 }] })).toThrow(RangeError);
    expect(() => fitComparables(rows, { yardstick: [{ column: 1.5 }] })).toThrow(RangeError);
    expect(() => fitComparables(rows, { yardstick: [{ column: 1, importance: 0 }] })).toThrow(RangeError);
    expect(() => fitComparables(rows, { yardstick: [{ column: 1 }], k: 0 })).toThrow(RangeError);
  });
});
