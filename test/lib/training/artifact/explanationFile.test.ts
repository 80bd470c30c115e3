import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../lib/errors/appError.ts';
import type { TargetModel } from '../../../../lib/forecast/originModel.ts';
import { fitBoosting } from '../../../../lib/models/boosting/fitBoosting.ts';
import type { TrainingRows } from '../../../../lib/models/contract.ts';
import { fitForest } from '../../../../lib/models/forest/fitForest.ts';
import { fitGaussianProcess } from '../../../../lib/models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../../../../lib/models/kernel/fitSvr.ts';
import { attributeModel, type GraphModel, predictModel } from '../../../../lib/models/regressor.ts';
import { fitRidge } from '../../../../lib/models/ridge/fitRidge.ts';
import { buildTabularGraph } from '../../../../lib/onnx/tabularGraph.ts';
import { toPlainBytes } from '../../../../lib/provenance/plainBytes.ts';
import { decodeExplanations, encodeExplanations } from '../../../../lib/training/artifact/explanationFile.ts';
import { packCovers, unpackCovers } from '../../../../lib/training/artifact/leafCovers.ts';
import { syntheticRows, wildInputs } from '../../models/syntheticRows.ts';

const COLUMNS = 9;

function targetModel(models: Readonly<Record<string, GraphModel>>): TargetModel {
  const names = Object.keys(models);
  const weights = new Float64Array(names.length).fill(1 / names.length);
  return { stack: { kind: 'stack', models: names, weights, bias: 0.1 }, models };
}

function graphOf({ stack, models }: TargetModel, others: readonly TargetModel[] = []): Uint8Array {
  return buildTabularGraph({
    features: COLUMNS,
    featureNames: Array.from({ length: COLUMNS }, (_, j) => `f${j}`),
    targets: [{ stack, models }, ...others].map((own, i) => ({
      name: `t${i}`,
      bias: own.stack.bias,
      models: Object.entries(own.models).map(([name, model]) => ({ name, model, weight: 0.5 })),
    })),
    metadata: {},
  });
}

const rows = syntheticRows(600, COLUMNS, { seed: 1 });
const halves: TrainingRows = { ...rows, weights: Float64Array.from(rows.y, (_, i) => (i % 3 === 0 ? 0.5 : 1)) };
const everyKind = (training: TrainingRows): Readonly<Record<string, GraphModel>> => ({
  ridge: fitRidge(training),
  boosting: fitBoosting(training, { seed: 1, rounds: 60 }),
  forest: fitForest(training, { seed: 1, trees: 30 }),
  extraTrees: fitForest(training, { seed: 1, trees: 20, cuts: 'random' }),
  svr: fitSvr(training),
  gaussianProcess: fitGaussianProcess(training),
});
const roundTrip = (model: TargetModel, graph = graphOf(model)) =>
  decodeExplanations(encodeExplanations({ 'T+3': model }, { 'T+3': graph }), () => graph)['T+3']?.();

describe('the explanation file', () => {
  it('gives back every kind of model to the bit, from the graph and what the graph lacks', () => {
    const models = everyKind(halves);
    expect(roundTrip(targetModel(models))).toEqual(targetModel(models));
    const other = targetModel({ boosting: fitBoosting(halves, { seed: 9, rounds: 60 }), ridge: fitRidge(rows) });
    expect(roundTrip(targetModel(models), graphOf(targetModel(models), [other]))).toEqual(targetModel(models));
    for (const [name, model] of Object.entries(models)) {
      expect(roundTrip(targetModel({ [name]: model }))?.models[name]).toEqual(model);
    }
  });

  it('rounds weights that are no round numbers, and explains predictions to the last digits all the same', () => {
    const models = everyKind(rows);
    const decoded = roundTrip(targetModel(models));
    const asked = wildInputs(20, COLUMNS, 3);
    for (const [name, model] of Object.entries(models)) {
      const own = decoded?.models[name];
      if (!own) throw new Error(`${name} is lost`);
      const predictions = predictModel(model, asked);
      expect(predictModel(own, asked)).toEqual(predictions);
      for (let row = 0; row < asked.rows; row++) {
        const { base, contributions } = attributeModel(own, asked, row);
        const exact = attributeModel(model, asked, row);
        const sum = contributions.reduce((total, value) => total + value, base);
        expect(Math.abs(sum - (predictions[row] ?? 0))).toBeLessThan(1e-9 * Math.max(1, Math.abs(sum)));
        contributions.forEach((value, column) => {
          expect(Math.abs(value - (exact.contributions[column] ?? 0))).toBeLessThan(1e-6);
        });
      }
    }
  });

  it('is small: a byte or two for a leaf, and no number that the graph holds', () => {
    const models = everyKind(halves);
    const sizeOf = (own: Readonly<Record<string, GraphModel>>) => {
      const model = targetModel(own);
      return encodeExplanations({ 'T+3': model }, { 'T+3': graphOf(model) }).length;
    };
    const leaves = (model: GraphModel | undefined) =>
      model && 'trees' in model ? model.trees.feature.filter((feature) => feature < 0).length : Number.NaN;
    for (const name of ['boosting', 'forest', 'extraTrees'] as const) {
      const model = models[name];
      if (model) expect(sizeOf({ [name]: model })).toBeLessThan(600 + 1.6 * leaves(model));
    }
    if (models['svr']) expect(sizeOf({ svr: models['svr'] })).toBeLessThan(2500);
    if (models['ridge']) expect(sizeOf({ ridge: models['ridge'] })).toBeLessThan(1000);
  });

  it('keeps whole what the graph does not hold', () => {
    const models = everyKind(halves);
    const graph = graphOf(targetModel({ ridge: fitRidge(rows) }));
    expect(roundTrip(targetModel(models), graph)).toEqual(targetModel(models));
  });

  it('puts models together when they are first asked for, and once', () => {
    const model = targetModel({ forest: fitForest(halves, { seed: 1, trees: 3 }) });
    const graph = graphOf(model);
    let asked = 0;
    const explanations = decodeExplanations(encodeExplanations({ 'T+3': model }, { 'T+3': graph }), () => {
      asked++;
      return graph;
    });
    expect(asked).toBe(0);
    expect(explanations['T+3']?.()).toBe(explanations['T+3']?.());
    expect(asked).toBe(1);
  });

  it('keeps trees of one leaf, and a booster that stopped before its first tree', () => {
    const flat = { ...halves, y: new Float64Array(600).fill(2) };
    const none = fitBoosting(halves, { seed: 1, rounds: 2 });
    const empty = { ...none, trees: withoutTrees(none) };
    for (const model of [fitForest(flat, { seed: 1, trees: 3 }), empty]) {
      expect(roundTrip(targetModel({ m: model }))).toEqual(targetModel({ m: model }));
    }
  });

  it('refuses bytes that it did not write', () => {
    const graphless = () => new Uint8Array();
    const encode = (value: unknown) => toPlainBytes(value);
    for (const bytes of [new Uint8Array(), encode([1]), encode({ 'T+3': 7 }), encode({ 'T+3': { models: {} } })]) {
      expect(() => decodeExplanations(bytes, graphless)).toThrow();
    }
    const nameless = encode({ 'T+3': { stack: { models: ['a'] }, models: {} } });
    expect(() => decodeExplanations(nameless, graphless)).toThrow(RangeError);
  });

  it('refuses a graph that is not the one it was written for', () => {
    const models = everyKind(halves);
    const [model, graph] = [targetModel(models), graphOf(targetModel(models))];
    const bytes = encodeExplanations({ 'T+3': model }, { 'T+3': graph });
    expect(() => encodeExplanations({ 'T+3': model }, {})).toThrow(RangeError);
    const others = [
      new Uint8Array(3),
      graphOf(targetModel({ ridge: fitRidge(halves) })),
      graphOf(targetModel({ ...models, forest: fitForest(halves, { seed: 1, trees: 29 }) })),
    ];
    for (const other of others) {
      const ask = decodeExplanations(bytes, () => other)['T+3'];
      expect(ask).toThrow(AppError);
      expect(ask).toThrow('artifact.malformed');
    }
  });
});

const withoutTrees = ({ trees }: ReturnType<typeof fitBoosting>) =>
  Object.fromEntries(Object.entries(trees).map(([name, list]) => [name, list.slice(0, 0)])) as unknown as typeof trees;

describe('packed covers', () => {
  it('come back as they were where they are multiples of a unit, else in single precision', () => {
    const whole = fc.tuple(fc.constantFrom(1, 0.5, 0.25, 1 / 64), fc.array(fc.integer({ min: 1, max: 2 ** 27 })));
    fc.assert(
      fc.property(whole, ([unit, multiples]) => {
        const covers = Float64Array.from(multiples, (multiple) => multiple * unit);
        expect(unpackCovers(packCovers(covers))).toEqual(covers);
      }),
      { seed: 71, numRuns: 200 },
    );
    const odd = Float64Array.of(0.1, 7, 1e7 + 0.3);
    expect(unpackCovers(packCovers(odd))).toEqual(odd.map(Math.fround));
  });

  it('refuse bytes that end too early, and covers that are not above zero', () => {
    expect(() => unpackCovers({ unit: 1, multiples: Uint8Array.of(1, 200) })).toThrow(RangeError);
    expect(() => unpackCovers({ unit: 1, multiples: Uint8Array.of(0) })).toThrow(RangeError);
    expect(() => unpackCovers({ single: Float32Array.of(Number.NaN) })).toThrow(RangeError);
  });
});
