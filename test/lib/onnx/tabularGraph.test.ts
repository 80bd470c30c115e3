import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import type { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import { readGraph } from '../../../lib/onnx/readGraph.ts';
import type { TabularGraphSpec } from '../../../lib/onnx/tabularGraph.ts';
import { buildTabularGraph } from '../../../lib/onnx/tabularGraph.ts';
import { syntheticRows } from '../models/syntheticRows.ts';
import { FEATURES, sampleSpec } from './sampleGraph.ts';

const spec = sampleSpec();
const bytes = buildTabularGraph(spec);
const decoded = onnx.ModelProto.decode(bytes);

describe('a tabular graph, read by onnx-proto', () => {
  it('is a valid message of the versions it declares', () => {
    expect(onnx.ModelProto.verify(decoded)).toBeNull();
    expect(Number(decoded.irVersion)).toBe(10);
    expect(decoded.opsetImport.map(({ domain, version }) => [domain, Number(version)])).toEqual([
      ['', 21],
      ['ai.onnx.ml', 5],
    ]);
  });

  it('takes [N, features] floats and gives one double per film, model and target', () => {
    const shape = (value: onnx.IValueInfoProto) => ({
      name: value.name,
      type: value.type?.tensorType?.elemType,
      dims: value.type?.tensorType?.shape?.dim?.map(({ dimParam, dimValue }) => dimParam || Number(dimValue)),
    });
    expect(decoded.graph?.input?.map(shape)).toEqual([{ name: 'x', type: 1, dims: ['N', FEATURES] }]);
    expect(decoded.graph?.output?.map(shape)).toEqual(
      ['T+3.total.ridge', 'T+3.total.boosting', 'T+3.total.stack', 'T+3.openingDay.trees', 'T+3.openingDay.stack'].map(
        (name) => ({ name, type: 11, dims: ['N', 1] }),
      ),
    );
  });

  it('carries its metadata and the names of its features', () => {
    const metadata = Object.fromEntries(decoded.metadataProps.map(({ key, value }) => [key, value]));
    expect(metadata['artifact']).toBe('sample');
    expect(JSON.parse(metadata['features'] ?? '')).toEqual(spec.featureNames);
  });

  it('holds each tree’s leaves and splits once, and says where missing values go', () => {
    const node = decoded.graph?.node?.find(({ opType }) => opType === 'TreeEnsemble');
    expect(node?.domain).toBe('ai.onnx.ml');
    const attribute = (name: string) => node?.attribute?.find((one) => one.name === name);
    const model = spec.targets[0]?.models[1]?.model;
    if (model?.kind !== 'boosting') throw new Error('the sample has changed');
    const inner = model.trees.feature.filter((feature) => feature >= 0);
    const leaves = model.trees.value.filter((_, at) => model.trees.feature[at] === -1);
    expect(attribute('nodes_featureids')?.ints?.length).toBe(inner.length);
    expect(attribute('tree_roots')?.ints?.length).toBe(model.trees.roots.length);
    expect(attribute('nodes_missing_value_tracks_true')?.ints?.map(Number)).toContain(1);
    const raw = attribute('leaf_weights')?.t?.rawData ?? new Uint8Array();
    expect([...new Float64Array(Uint8Array.from(raw).buffer)].toSorted()).toEqual([...leaves].toSorted());
  });

  it('has every value defined before it is used', () => {
    const known = new Set(['x', ...(decoded.graph?.initializer?.map(({ name }) => name ?? '') ?? [])]);
    for (const node of decoded.graph?.node ?? []) {
      for (const input of node.input ?? []) expect(known).toContain(input);
      for (const output of node.output ?? []) {
        expect(known).not.toContain(output);
        known.add(output);
      }
    }
    for (const output of decoded.graph?.output ?? []) expect(known).toContain(output.name);
  });

  it('is read alike by our own reader', () => {
    const own = readGraph(bytes);
    expect(own.nodes.map((node) => [node.name, node.operator, node.domain])).toEqual(
      decoded.graph?.node?.map(({ name, opType, domain }) => [name, opType, domain]),
    );
    expect(own.constants.map(({ name, dims, raw }) => [name, [...dims], raw.length])).toEqual(
      decoded.graph?.initializer?.map(({ name, dims, rawData }) => [name, dims?.map(Number), rawData?.length]),
    );
    expect(own.metadata['artifact']).toBe('sample');
    expect(own.foreign).toEqual([]);
  });
});

describe('a tabular graph', () => {
  it('is the same bytes for the same models', () => {
    expect(Buffer.compare(buildTabularGraph(sampleSpec()), bytes)).toBe(0);
  });

  it('refuses names that collide, widths that differ and numbers that are not finite', () => {
    const rows = syntheticRows(50, FEATURES, { seed: 1 });
    const ridge = fitRidge(rows);
    const [target] = spec.targets;
    if (!target) throw new Error('the sample has changed');
    const withTargets = (...targets: TabularGraphSpec['targets']) => buildTabularGraph({ ...spec, targets });
    const one = (model: typeof ridge | ReturnType<typeof fitBoosting>, name = 'm', weight = 1) => ({
      name: 'total',
      bias: 0,
      models: [{ name, model, weight }],
    });
    expect(() => withTargets(target, target)).toThrow(RangeError);
    expect(() => withTargets(one(ridge, 'stack'))).toThrow(RangeError);
    expect(() => withTargets(one(fitRidge(syntheticRows(50, FEATURES + 1, { seed: 1 }))))).toThrow(RangeError);
    expect(() => withTargets(one({ ...ridge, intercept: Number.NaN }))).toThrow(RangeError);
    expect(() => withTargets(one(ridge, 'm', Infinity))).toThrow(RangeError);
    expect(() => withTargets({ ...one(ridge), bias: Number.NaN })).toThrow(RangeError);
    expect(() => withTargets({ ...one(ridge), models: [] })).toThrow(RangeError);
    expect(() => buildTabularGraph({ ...spec, featureNames: [] })).toThrow(RangeError);
  });
});
