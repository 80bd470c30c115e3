import { describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { SEQUENCE_CHANNELS } from '../../../lib/features/sequenceChannels.ts';
import { SEQUENCE_STEPS, sequenceInputs } from '../../../lib/features/sequenceInputs.ts';
import { CHANNEL_GROUPS, GROUP_NAMES, STATIC_GROUPS } from '../../../lib/features/sequenceStatics.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { attributeSequence } from '../../../lib/models/lstm/attributeSequence.ts';
import { predictSequence } from '../../../lib/models/lstm/predictSequence.ts';
import { buildSequenceGraph } from '../../../lib/onnx/sequenceGraph.ts';
import { toPlainBytes } from '../../../lib/provenance/plainBytes.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { MATURITY_DAYS } from '../../../lib/signals/knownAt.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { originDataset } from '../../../lib/training/originDataset.ts';
import {
  decodeGoldenSequences,
  encodeGoldenSequences,
  fitsGolden,
  goldenSequences,
} from '../../../lib/training/sequenceGolden.ts';
import { fitSequence, type SequenceOrigin, sequenceFoldDays } from '../../../lib/training/sequenceLearner.ts';
import { trainingFilms } from '../../../lib/training/trainingFilms.ts';
import { contextAsOf, trainingInputs } from '../../../lib/training/trainingInputs.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films: sources, rows } = inventHistory('CN', 5, 300);
const history = buildMarketHistory('CN', sources, rows);
const films = trainingFilms(history, parseDay('2017-06-01'));
const context = contextAsOf(history, parseDay('2014-01-01'));
const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
const groups = { count: GROUP_NAMES.length, channels: CHANNEL_GROUPS, columns: STATIC_GROUPS };

/** The rows that the other models learn from at an origin, with the days of each film. */
const origins = [1, 3].map((origin): SequenceOrigin => {
  const { y, ...dataset } = originDataset(films, origin, trainingInputs(history));
  const data = new Float32Array(dataset.x.rows * width);
  dataset.films.forEach((place, row) => {
    const film = films[place]?.film ?? -1;
    const source = history.films[film];
    if (!source) throw new Error('no film');
    data.set(sequenceInputs(viewAsOf(history, originInstant(source, origin)), film, context, origin), row * width);
  });
  const sequences = { rows: dataset.x.rows, steps: SEQUENCE_STEPS, channels: SEQUENCE_CHANNELS.length, data };
  return { ...dataset, sequences, y: y.total };
});
const foldDays = sequenceFoldDays(origins, { folds: 2, share: 0.4, fewest: 80 });
const network = { seeds: 2, epochs: 4, hidden: 16, heads: 4, dense: 16 };
const options = { seed: 3, foldDays, network };
const fitted = fitSequence(origins, options);
if (!fitted) throw new Error('too few films');

describe('the sequence learner', () => {
  it('forecasts out of fold each film released from the first fold on, and none before', () => {
    expect(foldDays.length).toBe(2);
    origins.forEach(({ releases }, at) => {
      fitted.outOfFold[at]?.forEach((prediction, row) => {
        expect(Number.isFinite(prediction)).toBe((releases[row] ?? 0) >= (foldDays[0] ?? 0));
      });
    });
  });

  it('forecasts of a fold are deaf to every film whose total was not known on its day', () => {
    const [first = 0, second = 0] = foldDays;
    const poisoned = origins.map(
      (own): SequenceOrigin => ({
        ...own,
        y: own.y.map((value, row) => ((own.releases[row] ?? 0) + MATURITY_DAYS > first ? value + 3 : value)),
      }),
    );
    const other = fitSequence(poisoned, options);
    let compared = 0;
    origins.forEach(({ releases }, at) => {
      releases.forEach((release, row) => {
        if (release < first || release >= second) return;
        compared++;
        expect(other?.outOfFold[at]?.[row]).toBe(fitted.outOfFold[at]?.[row]);
      });
    });
    expect(compared).toBeGreaterThan(50);
    expect(other?.outOfFold[0]).not.toEqual(fitted.outOfFold[0]);
  });

  it('gives the same bytes for the same films and seed', () => {
    const again = fitSequence(origins, options);
    expect(Buffer.from(toPlainBytes(again?.model)).equals(Buffer.from(toPlainBytes(fitted.model)))).toBe(true);
    expect(again?.outOfFold).toEqual(fitted.outOfFold);
  });

  it('has nothing to say about a market with few films', () => {
    const few = origins.map((own) => ({
      ...own,
      weights: own.weights.map((weight, row) => ((own.films[row] ?? 0) < 70 ? weight : 0)),
    }));
    expect(fitSequence(few, options) === undefined).toBe(true);
  });

  it('is exported, answers its golden rows, and is explained to the last digits', async () => {
    const { model } = fitted;
    const bytes = buildSequenceGraph({
      model,
      featureNames: FEATURES.map(({ name }) => name),
      channelNames: SEQUENCE_CHANNELS.map(({ name }) => name),
      metadata: { market: 'CN' },
    });
    const expectation = { steps: model.steps, channels: model.channels, features: model.columns };
    const session = await ortRuntime.openSequenceSession(bytes, expectation);
    const golden = decodeGoldenSequences(encodeGoldenSequences(goldenSequences(model, origins)));
    expect(golden.output.length).toBe(7);
    const answers = await session.run(golden.inputs);
    expect(fitsGolden(golden, answers)).toBe(true);
    expect(
      fitsGolden(
        golden,
        answers.map((value, row) => (row === 6 ? value + 1e-3 : value)),
      ),
    ).toBe(false);
    const film = {
      sequences: {
        ...golden.inputs.sequences,
        rows: 1,
        data: golden.inputs.sequences.data.slice(3 * width, 4 * width),
      },
      x: { rows: 1, columns: model.columns, data: golden.inputs.x.data.slice(3 * model.columns, 4 * model.columns) },
    };
    const prediction = (await session.run(film))[0] ?? Number.NaN;
    const told = await attributeSequence(session.run, film, groups, prediction);
    const own = await attributeSequence((inputs) => predictSequence(model, inputs), film, groups);
    expect(Math.abs(told.contributions.reduce((sum, value) => sum + value, told.base) - prediction)).toBeLessThan(1e-9);
    told.contributions.forEach((value, group) => {
      expect(value).toBeCloseTo(own.contributions[group] ?? Number.NaN, 4);
    });
    await session.close();
  });
});
