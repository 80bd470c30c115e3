import { describe, expect, it } from 'vitest';
import type { TrainingRows } from '../../../lib/models/contract.ts';
import { matrixOfRows, rowOf, selectRows } from '../../../lib/models/matrix.ts';
import type { RegressorModel } from '../../../lib/models/regressor.ts';
import { attributeModel, predictModel } from '../../../lib/models/regressor.ts';
import { fromPlainBytes, toPlainBytes } from '../../../lib/provenance/plainBytes.ts';
import { syntheticRows, wildInputs } from './syntheticRows.ts';

export interface RegressorContract {
  readonly fit: (rows: TrainingRows, seed: number) => RegressorModel;
  /** Weight 2 is the row twice, up to rounding (not where neighbours are counted by heads). */
  readonly countsWeights: boolean;
}

const COLUMNS = 6;
const bytesOf = (model: RegressorModel) => Buffer.from(toPlainBytes(model)).toString('hex');

function expectNear(actual: Float64Array, expected: Float64Array, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
  });
}

/** What every regressor must do, whatever it is. */
export function describeRegressor(name: string, { fit, countsWeights }: RegressorContract): void {
  describe(`${name}, as every regressor,`, () => {
    const rows = syntheticRows(400, COLUMNS, { seed: 1 });
    const asked = wildInputs(120, COLUMNS, 2);
    const model = fit(rows, 5);

    it('answers every row with a finite number, whatever is missing or extreme', () => {
      const predictions = predictModel(model, asked);
      expect(predictions.length).toBe(asked.rows);
      expect(predictions.every(Number.isFinite)).toBe(true);
      const allMissing = matrixOfRows([new Float32Array(COLUMNS).fill(Number.NaN)], COLUMNS);
      expect(predictModel(model, allMissing).every(Number.isFinite)).toBe(true);
    });

    it('answers one row as it answers many', () => {
      const predictions = predictModel(model, asked);
      for (let row = 0; row < asked.rows; row += 7) {
        expect(predictModel(model, selectRows(asked, [row]))[0]).toBe(predictions[row]);
      }
      expect(predictModel(model, matrixOfRows([], COLUMNS)).length).toBe(0);
    });

    const explained = model.kind === 'comparables' ? undefined : model; // comparables answer with films instead
    if (explained) {
      it('explains each prediction to the last digits', () => {
        const predictions = predictModel(model, asked);
        for (let row = 0; row < asked.rows; row++) {
          const { base, contributions } = attributeModel(explained, asked, row);
          expect(contributions.length).toBe(COLUMNS);
          const sum = contributions.reduce((total, value) => total + value, base);
          expect(Math.abs(sum - (predictions[row] ?? 0))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(sum)));
        }
      });
    }

    it('gives the same bytes for the same rows and seed, and leaves the rows alone', () => {
      const before = bytesOf({ ...model, rows: { ...rows } } as unknown as RegressorModel);
      expect(bytesOf(fit(rows, 5))).toBe(bytesOf(model));
      expect(bytesOf({ ...model, rows: { ...rows } } as unknown as RegressorModel)).toBe(before);
    });

    it('comes back from its bytes as the same model', () => {
      const restored = fromPlainBytes(toPlainBytes(model)) as RegressorModel;
      expect(bytesOf(restored)).toBe(bytesOf(model));
      expect(predictModel(restored, asked)).toEqual(predictModel(model, asked));
    });

    it('does not see rows of weight zero, whatever they hold', () => {
      const extra = [Number.NaN, 1e30, -5, 0, 7, Infinity];
      const x = matrixOfRows([...Array.from({ length: 400 }, (_, i) => rowOf(rows.x, i)), extra], COLUMNS);
      const y = Float64Array.of(...rows.y, Number.NaN);
      const withGhost = fit({ x, y, weights: Float64Array.of(...rows.weights, 0) }, 5);
      expect(bytesOf(withGhost)).toBe(bytesOf(model));
    });

    it('answers in the units of the target', () => {
      const y = rows.y.map((value) => 8 * value - 2);
      const expected = predictModel(model, asked).map((value) => 8 * value - 2);
      expectNear(predictModel(fit({ ...rows, y }, 5), asked), expected, 1e-6);
    });

    it('learns from a single row, and from rows that are all alike', () => {
      const one = fit({ x: matrixOfRows([[1, 2, Number.NaN, 4, 5, 6]], COLUMNS), y: Float64Array.of(0.7) }, 1);
      expectNear(predictModel(one, asked), new Float64Array(asked.rows).fill(0.7), 1e-9);
      const alike = matrixOfRows(
        Array.from({ length: 30 }, () => [1, 2, Number.NaN, 4, 5, 6]),
        COLUMNS,
      );
      const same = fit({ x: alike, y: new Float64Array(30).fill(-1.5) }, 1);
      expectNear(predictModel(same, asked), new Float64Array(asked.rows).fill(-1.5), 1e-9);
    });

    it('refuses rows that cannot be learned from, and inputs of another width', () => {
      const { x, y, weights } = rows;
      expect(() => fit({ x, y: y.subarray(1) }, 1)).toThrow(RangeError);
      expect(() => fit({ x, y, weights: weights.map((weight) => -weight) }, 1)).toThrow(RangeError);
      expect(() => fit({ x, y, weights: new Float64Array(400) }, 1)).toThrow(RangeError);
      expect(() => fit({ x, y: y.map((value, i) => (i === 3 ? Number.NaN : value)) }, 1)).toThrow(RangeError);
      const infinite = { ...x, data: x.data.map((value, i) => (i === 9 ? Infinity : value)) };
      expect(() => fit({ x: infinite, y }, 1)).toThrow(RangeError);
      expect(() => predictModel(model, wildInputs(2, COLUMNS + 1, 1))).toThrow(RangeError);
    });

    if (countsWeights) {
      it('counts weight 2 as the row twice', () => {
        const few = syntheticRows(60, COLUMNS, { seed: 9 });
        const weights = Float64Array.from({ length: 60 }, (_, i) => 1 + (i % 2));
        const repeated = Array.from(weights).flatMap((weight, row) => Array<number>(weight).fill(row));
        const twice = { x: selectRows(few.x, repeated), y: Float64Array.from(repeated, (row) => few.y[row] ?? 0) };
        expectNear(predictModel(fit({ ...few, weights }, 3), asked), predictModel(fit(twice, 3), asked), 1e-7);
      });
    }
  });
}
