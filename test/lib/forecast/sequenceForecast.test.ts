import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import { filmInputs } from '../../../lib/forecast/filmInputs.ts';
import { pointsOf } from '../../../lib/forecast/pointForecast.ts';
import { prepareForecast } from '../../../lib/forecast/prepareForecast.ts';
import { sequenceWeight } from '../../../lib/forecast/sequenceShare.ts';
import { knownTakings } from '../../../lib/forecast/takings.ts';
import { predictSequence } from '../../../lib/models/lstm/predictSequence.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import type { ArtifactFiles } from '../../../lib/training/artifact/artifactFiles.ts';
import { type OpenedArtifact, openArtifact } from '../../../lib/training/artifact/openArtifact.ts';
import { type SmallMarket, smallMarket } from '../training/smallMarket.ts';

const ORIGINS = [0, 3] as const;

/** A market whose stack has the sequence model beside boosting. */
let small: SmallMarket;
let artifact: OpenedArtifact;

beforeAll(async () => {
  small = await smallMarket('US', ORIGINS, undefined, ['boosting', 'sequence']);
  artifact = await openArtifact({ files: small.built.files }, ortRuntime, { id: small.built.id });
});
afterAll(() => artifact.close());

const lastFilm = () => small.history.films.length - 20;

describe('an artifact with a sequence model', () => {
  it('has one graph of it for all origins, and says so in its manifest', () => {
    expect(small.built.files.has('sequence.onnx')).toBe(true);
    expect(small.built.manifest.sequence?.networks).toBeGreaterThan(0);
    expect(sequenceWeight(artifact.origins.get(3)?.explanation.stack as never)).toBeGreaterThan(0);
    expect(artifact.origins.get(0)?.explanation.stack.models).toEqual(['boosting']);
  });

  it('forecasts by its graphs what the trainer’s models say, to 1e-5', async () => {
    const { history, trained } = small;
    const model = trained.origins.get(3)?.assembled.model;
    const source = history.films[lastFilm()];
    if (!model || !source || !trained.sequence) throw new Error('not trained');
    const view = viewAsOf(history, originInstant(source, 3));
    const inputs = filmInputs(view, lastFilm(), trained.context);
    const x = { rows: 1, columns: inputs.values.length, data: inputs.values };
    const said = predictSequence(trained.sequence.model, { sequences: inputs.sequence, x });
    const points = pointsOf(model, x, inputs.anchor, said);
    const { total } = distributions(points, model.calibration, knownTakings(view, lastFilm()), inputs.opening);
    const forecast = await prepareForecast(artifact, history, lastFilm(), 3).run();
    expect(Math.abs(forecast.total.p50 / total.p50 - 1)).toBeLessThan(1e-5);
  });

  it('explains its part by groups of days, and all factors still multiply to the median', async () => {
    const forecast = await prepareForecast(artifact, small.history, lastFilm(), 3).run();
    const days = forecast.drivers.filter(({ feature }) => feature.startsWith('days_'));
    expect(days.map(({ feature }) => feature)).toContain('days_takings');
    expect(days.every(({ name }) => /day by day/.test(name.en) && /逐日/.test(name.zh))).toBe(true);
    const product = forecast.drivers.reduce((sum, { factor }) => sum * factor, forecast.base);
    expect(Math.abs(product / forecast.total.p50 - 1)).toBeLessThan(1e-9);
  });

  it('is refused when its golden films are answered otherwise, or its file is gone', async () => {
    const open = (files: ArtifactFiles['files']) => openArtifact({ files }, ortRuntime, { id: small.built.id });
    const without = new Map(small.built.files);
    without.delete('sequence.onnx');
    await expect(open(without)).rejects.toThrow('artifact.incomplete');
    const bent = new Map(small.built.files);
    const graph = Uint8Array.from(bent.get('sequence.onnx') ?? []);
    graph[graph.length >> 1] = (graph[graph.length >> 1] ?? 0) ^ 1;
    await expect(open(bent.set('sequence.onnx', graph))).rejects.toThrow('artifact.corrupt');
  });
});
