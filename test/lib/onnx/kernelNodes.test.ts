import fc from 'fast-check';
import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import type { TrainingRows } from '../../../lib/models/contract.ts';
import { fitGaussianProcess } from '../../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../../lib/models/kernel/fitSvr.ts';
import type { KernelModel } from '../../../lib/models/kernel/kernelModel.ts';
import { predictKernel } from '../../../lib/models/kernel/predictKernel.ts';
import type { FeatureMatrix } from '../../../lib/models/matrix.ts';
import { matrixOfRows } from '../../../lib/models/matrix.ts';
import type { TabularGraphSpec } from '../../../lib/onnx/tabularGraph.ts';
import { buildTabularGraph } from '../../../lib/onnx/tabularGraph.ts';
import { syntheticRows, wildInputs } from '../models/syntheticRows.ts';
import { expectationOf } from './sampleGraph.ts';

function specOf(models: Readonly<Record<string, KernelModel>>, features: number): TabularGraphSpec {
  const parts = Object.entries(models).map(([name, model]) => ({ name, model, weight: 0.5 }));
  return {
    features,
    featureNames: Array.from({ length: features }, (_, j) => `f${j}`),
    targets: [{ name: 't', bias: 0.1, models: parts }],
    metadata: {},
  };
}

/** The greatest difference between the graph's answers and the trainer's. */
async function worstDifference(models: Readonly<Record<string, KernelModel>>, x: FeatureMatrix): Promise<number> {
  const spec = specOf(models, x.columns);
  const session = await ortRuntime.openSession(buildTabularGraph(spec), expectationOf(spec));
  const answers = await session.run(x);
  await session.close();
  const differences = Object.entries(models).flatMap(([name, model]) => {
    const expected = predictKernel(model, x);
    const own = answers[`t.${name}`] ?? new Float64Array(0);
    expect(own.length).toBe(x.rows);
    return Array.from(expected, (value, row) => Math.abs(value - (own[row] ?? Number.NaN)));
  });
  return Math.max(...differences);
}

const both = (rows: TrainingRows) => ({ svr: fitSvr(rows, { c: 30 }), process: fitGaussianProcess(rows) });

describe('kernel models in ONNX Runtime', () => {
  it('answer as the trainer does, on usual, missing and extreme inputs', async () => {
    const models = both(syntheticRows(600, 9, { seed: 1, missing: 0.15 }));
    expect(await worstDifference(models, wildInputs(2000, 9, 5))).toBeLessThan(1e-10);
  });

  it('answer as the trainer does for any rows, few or many, known or not', async () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 1, max: 80 }),
      features: fc.integer({ min: 4, max: 10 }),
      missing: fc.constantFrom(0, 0.1, 0.6, 1),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ seed, rows, features, missing }) => {
        const models = both(syntheticRows(rows, features, { seed, missing }));
        expect(await worstDifference(models, wildInputs(40, features, seed + 1))).toBeLessThan(1e-9);
      }),
      { seed: 211, numRuns: 40 },
    );
  });

  it('answer when nothing was to be learnt: no coordinate, or no support row', async () => {
    const constant = fitSvr({ x: matrixOfRows([[1, Number.NaN]], 2), y: Float64Array.of(0.7) });
    expect([constant.slope.length, constant.support.count]).toEqual([0, 0]);
    const flat = fitSvr(syntheticRows(50, 4, { seed: 3 }), { epsilon: 100 });
    expect([flat.slope.length > 0, flat.support.count]).toEqual([true, 0]);
    expect(await worstDifference({ constant }, wildInputs(10, 2, 1))).toBe(0);
    expect(await worstDifference({ flat }, wildInputs(10, 4, 1))).toBe(0);
  });

  it('share one space where they learnt from the same rows', async () => {
    const rows = syntheticRows(300, 9, { seed: 1, missing: 0.15 });
    const models = both(rows);
    expect(models.svr.support).toEqual(models.process.support);
    const names = (spec: TabularGraphSpec) =>
      onnx.ModelProto.decode(buildTabularGraph(spec)).graph?.initializer?.map(({ name }) => name) ?? [];
    const levels = (spec: TabularGraphSpec) => names(spec).filter((name) => name?.endsWith('/levels'));
    expect(levels(specOf(models, 9))).toEqual(['space0/levels']);
    const other = fitGaussianProcess(syntheticRows(300, 9, { seed: 2, missing: 0.15 }));
    expect(levels(specOf({ ...models, other }, 9))).toEqual(['space0/levels', 'space1/levels']);
    expect(await worstDifference({ ...models, other }, wildInputs(200, 9, 5))).toBeLessThan(1e-10);
  });

  it('carry one byte per support row and coordinate', () => {
    const { svr } = both(syntheticRows(300, 9, { seed: 1, missing: 0.15 }));
    const graph = onnx.ModelProto.decode(buildTabularGraph(specOf({ svr }, 9))).graph;
    const levels = graph?.initializer?.find(({ name }) => name === 'space0/levels');
    expect(levels?.dims?.map(Number)).toEqual([18, svr.support.count]);
    expect(levels?.rawData?.length).toBe(18 * svr.support.count);
  });
});
