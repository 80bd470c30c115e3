import { afterAll, describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { openFitPool } from '../../../lib/adapters/workers/openFitPool.ts';
import { fitForest } from '../../../lib/models/forest/fitForest.ts';
import { fitForestOn } from '../../../lib/models/forest/fitForestOn.ts';
import type { ForestModel } from '../../../lib/models/forest/forestModel.ts';
import { predictForest } from '../../../lib/models/forest/forestModel.ts';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import { buildTabularGraph, type TabularGraphSpec } from '../../../lib/onnx/tabularGraph.ts';
import { syntheticRows, wildInputs } from '../models/syntheticRows.ts';
import { expectationOf } from './sampleGraph.ts';

const COLUMNS = 6;
const specOf = (model: ForestModel): TabularGraphSpec => ({
  features: COLUMNS,
  featureNames: Array.from({ length: COLUMNS }, (_, j) => `f${j}`),
  targets: [{ name: 't', bias: 0, models: [{ name: 'forest', weight: 1, model }] }],
  metadata: {},
});

async function worstDifference(model: ForestModel, x = wildInputs(1000, COLUMNS, 3)): Promise<number> {
  const spec = specOf(model);
  const session = await ortRuntime.openSession(buildTabularGraph(spec), expectationOf(spec));
  const answers = (await session.run(x))['t.forest'] ?? new Float64Array();
  await session.close();
  const expected = predictForest(model, x);
  expect(answers.length).toBe(x.rows);
  return answers.reduce((worst, answer, row) => Math.max(worst, Math.abs(answer - (expected[row] ?? Number.NaN))), 0);
}

describe('a forest in ONNX Runtime', () => {
  it.each(['best', 'random'] as const)('answers as the trainer does, for %s cuts', async (cuts) => {
    const model = fitForest(syntheticRows(600, COLUMNS, { seed: 1 }), { seed: 1, cuts, trees: 60 });
    expect(await worstDifference(model)).toBeLessThan(1e-12);
  });

  it('answers also where every tree is a single leaf', async () => {
    const x = matrixOfRows(
      Array.from({ length: 9 }, () => [1, 2, 3, 4, 5, 6]),
      COLUMNS,
    );
    const y = Float64Array.from({ length: 9 }, (_, i) => i);
    expect(await worstDifference(fitForest({ x, y }, { seed: 1, trees: 4 }))).toBeLessThan(1e-12);
  });
});

describe('a forest grown on a pool', () => {
  const pools = [1, 2, 3].map((workers) => openFitPool({ workers }));
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each(['best', 'random'] as const)(
    'is the same ONNX bytes whatever the number of workers, for %s cuts',
    async (cuts) => {
      const rows = syntheticRows(500, COLUMNS, { seed: 4 });
      const options = { seed: 7, cuts, trees: 31, monotone: Int8Array.of(1, 0, 0, 0, 0, 0) };
      const whole = buildTabularGraph(specOf(fitForest(rows, options)));
      for (const pool of pools) {
        const bytes = buildTabularGraph(specOf(await fitForestOn(pool, rows, options)));
        expect(Buffer.compare(bytes, whole)).toBe(0);
      }
    },
  );

  it('refuses what a forest in one piece refuses', async () => {
    const rows = syntheticRows(50, COLUMNS, { seed: 4 });
    for (const pool of pools) {
      await expect(fitForestOn(pool, rows, { seed: 1, depth: 0 })).rejects.toThrow(RangeError);
      await expect(fitForestOn(pool, { ...rows, y: rows.y.fill(Number.NaN) }, { seed: 1 })).rejects.toThrow(RangeError);
    }
  });
});
