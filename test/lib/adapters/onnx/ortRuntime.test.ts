import fc from 'fast-check';
import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../../lib/adapters/onnx/ortRuntime.ts';
import type { BoostingModel } from '../../../../lib/models/boosting/boostingModel.ts';
import { fitBoosting } from '../../../../lib/models/boosting/fitBoosting.ts';
import type { FeatureMatrix } from '../../../../lib/models/matrix.ts';
import { selectRows } from '../../../../lib/models/matrix.ts';
import { predictModel } from '../../../../lib/models/regressor.ts';
import { fitRidge } from '../../../../lib/models/ridge/fitRidge.ts';
import { predictStack } from '../../../../lib/models/stack.ts';
import type { TabularGraphSpec } from '../../../../lib/onnx/tabularGraph.ts';
import { buildTabularGraph } from '../../../../lib/onnx/tabularGraph.ts';
import { syntheticRows, wildInputs } from '../../models/syntheticRows.ts';
import { expectationOf, FEATURES, sampleSpec } from '../../onnx/sampleGraph.ts';

const open = (spec: TabularGraphSpec) => ortRuntime.openSession(buildTabularGraph(spec), expectationOf(spec));

/** What the trainer answers, by the graph's output names. */
function trainerAnswers(spec: TabularGraphSpec, x: FeatureMatrix): Record<string, Float64Array> {
  const answers: Record<string, Float64Array> = {};
  for (const { name, models, bias } of spec.targets) {
    const own = Object.fromEntries(models.map((part) => [part.name, predictModel(part.model, x)]));
    const weights = Float64Array.from(models, ({ weight }) => weight);
    for (const [model, values] of Object.entries(own)) answers[`${name}.${model}`] = values;
    answers[`${name}.stack`] = predictStack({ kind: 'stack', models: Object.keys(own), weights, bias }, own);
  }
  return answers;
}

/** The greatest difference between graph and trainer, relative to the trainer's answer (to 1 where that is smaller). */
async function worstDifference(spec: TabularGraphSpec, x: FeatureMatrix): Promise<number> {
  const session = await open(spec);
  const expected = trainerAnswers(spec, x);
  const answers = await session.run(x);
  await session.close();
  expect(Object.keys(answers).toSorted()).toEqual(Object.keys(expected).toSorted());
  let worst = 0;
  for (const [name, values] of Object.entries(expected)) {
    expect(answers[name]?.length).toBe(x.rows);
    values.forEach((value, row) => {
      worst = Math.max(worst, Math.abs((answers[name]?.[row] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)));
    });
  }
  return worst;
}

const single = (
  model: TabularGraphSpec['targets'][number]['models'][number]['model'],
  features: number,
): TabularGraphSpec => ({
  features,
  featureNames: Array.from({ length: features }, (_, j) => `f${j}`),
  targets: [{ name: 't', bias: 0, models: [{ name: 'm', weight: 1, model }] }],
  metadata: {},
});

describe('graphs in ONNX Runtime', () => {
  it('answer as the trainer does, on usual, missing and extreme inputs', async () => {
    expect(await worstDifference(sampleSpec(), wildInputs(3000, FEATURES, 5))).toBeLessThan(1e-11);
  });

  it('answer as the trainer does for any forest of trees and any ridge', async () => {
    const settings = fc.record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 1, max: 120 }),
      features: fc.integer({ min: 4, max: 12 }),
      depth: fc.integer({ min: 1, max: 7 }),
      rounds: fc.integer({ min: 1, max: 20 }),
      missing: fc.constantFrom(0, 0.1, 0.6, 1),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ seed, rows, features, depth, rounds, missing }) => {
        const training = syntheticRows(rows, features, { seed, missing });
        const boosting = fitBoosting(training, { seed, depth, rounds, minLeafWeight: 1 });
        const spec: TabularGraphSpec = {
          ...single(boosting, features),
          targets: [
            {
              name: 't',
              bias: 0.5,
              models: [
                { name: 'boosting', weight: 0.25, model: boosting },
                { name: 'ridge', weight: 0.75, model: fitRidge(training, { minWeight: 2 }) },
              ],
            },
          ],
        };
        expect(await worstDifference(spec, wildInputs(60, features, seed + 1))).toBeLessThan(1e-9);
      }),
      { seed: 111, numRuns: 60 },
    );
  });

  it('decide at the very edge of a split as the trainer does', async () => {
    const training = syntheticRows(300, 4, { seed: 7 });
    const model = fitBoosting(training, { seed: 7, rounds: 20 });
    const edges = [...new Set(model.trees.threshold)].filter((edge) => Math.abs(edge) < 1e30);
    const next = (value: number, step: number) => {
      const bits = new Int32Array(Float32Array.of(value).buffer);
      bits[0] = (bits[0] ?? 0) + step;
      return new Float32Array(bits.buffer)[0] ?? 0;
    };
    const rows = edges.flatMap((edge) => [edge, next(edge, 1), next(edge, -1)]);
    const data = Float32Array.from(rows.flatMap((value) => [value, value, value, value]));
    expect(await worstDifference(single(model, 4), { rows: rows.length, columns: 4, data })).toBeLessThan(1e-12);
  });

  it('handle ensembles of no tree and of trees that are single leaves', async () => {
    const lone = fitBoosting({ ...syntheticRows(3, 4, { seed: 1 }) }, { seed: 1, rounds: 3 });
    expect(lone.trees.feature.every((feature) => feature === -1)).toBe(true);
    const none: BoostingModel = {
      ...lone,
      base: 0.75,
      trees: { ...lone.trees, roots: new Int32Array(0) },
    };
    for (const model of [lone, none]) {
      expect(await worstDifference(single(model, 4), wildInputs(10, 4, 2))).toBeLessThan(1e-12);
    }
  });

  it('take no film, one film and many films at a time', async () => {
    const spec = sampleSpec();
    const session = await open(spec);
    const x = wildInputs(50, FEATURES, 9);
    const many = await session.run(x);
    expect((await session.run(selectRows(x, [])))['T+3.total.stack']?.length).toBe(0);
    const overlapping = await Promise.all([...Array(50).keys()].map((row) => session.run(selectRows(x, [row]))));
    overlapping.forEach((one, row) => {
      const value = one['T+3.total.stack']?.[0] ?? Number.NaN;
      const expected = many['T+3.total.stack']?.[row] ?? 0;
      expect(Math.abs(value - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
    });
    await session.close();
  });

  it('refuse inputs of another width by a code', async () => {
    const session = await open(sampleSpec());
    await expect(session.run(wildInputs(2, FEATURES + 1, 1))).rejects.toMatchObject({ code: 'model.inputs' });
    await session.close();
  });

  it('never hand out an answer that is not finite', async () => {
    const rows = syntheticRows(100, 4, { seed: 1 });
    const ridge = fitRidge(rows);
    const wild = { ...ridge, slope: ridge.slope.map(() => 1e308), upper: ridge.upper.map(() => 1e30) };
    const session = await open(single(wild, 4));
    const x = { rows: 1, columns: 4, data: new Float32Array(4).fill(1e30) };
    await expect(session.run(x)).rejects.toMatchObject({ code: 'model.run-failed', params: { detail: 't.m' } });
    await session.close();
  });

  it('are not opened when the gate refuses them, nor when the runtime does', async () => {
    const spec = sampleSpec();
    const bytes = buildTabularGraph(spec);
    const expectation = expectationOf(spec);
    await expect(ortRuntime.openSession(bytes.subarray(0, 500), expectation)).rejects.toMatchObject({
      name: 'AppError',
    });
    const model = onnx.ModelProto.decode(bytes);
    Object.assign(model.graph?.node?.[0] ?? {}, { input: ['nobody'] });
    const dangling = onnx.ModelProto.encode(model).finish();
    await expect(ortRuntime.openSession(dangling, expectation)).rejects.toMatchObject({ code: 'model.runtime' });
  });
});
