import { describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { SEQUENCE_CHANNELS } from '../../../lib/features/sequenceChannels.ts';
import { SEQUENCE_STEPS, sequenceInputs } from '../../../lib/features/sequenceInputs.ts';
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
import {
  fitSequence,
  SEQUENCE_INPUT_GROUPS,
  type SequenceOrigin,
  sequenceFoldDays,
} from '../../../lib/training/sequenceLearner.ts';
import { trainingFilms } from '../../../lib/training/trainingFilms.ts';
import { contextAsOf, trainingInputs } from '../../../lib/training/trainingInputs.ts';
import { sequenceOrigin, trainingSequences } from '../../../lib/training/trainingSequences.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films: sources, rows } = inventHistory('CN', 5, 300);
const history = buildMarketHistory('CN', sources, rows);
const films = trainingFilms(history, parseDay('2017-06-01'));
const sequenceOf = trainingSequences(history);
const origins = [0, 3].map((origin) =>
  sequenceOrigin(originDataset(films, origin, trainingInputs(history)), films, sequenceOf),
);
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

  it('sees in training what it sees in service', () => {
    const own = origins[1];
    if (!own) throw new Error('no origin');
    for (const row of [0, 50, 150]) {
      const film = films[own.films[row] ?? -1]?.film ?? -1;
      const source = history.films[film];
      if (!source) throw new Error('no film');
      const view = viewAsOf(history, originInstant(source, 3));
      const year = new Date(view.asOf).getUTCFullYear();
      const served = sequenceInputs(view, film, contextAsOf(history, parseDay(`${year}-01-01`)), 3);
      const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
      expect(own.sequences.data.subarray(row * width, (row + 1) * width)).toEqual(served);
    }
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
    const width = model.steps * model.channels;
    const film = {
      sequences: {
        ...golden.inputs.sequences,
        rows: 1,
        data: golden.inputs.sequences.data.slice(3 * width, 4 * width),
      },
      x: { rows: 1, columns: model.columns, data: golden.inputs.x.data.slice(3 * model.columns, 4 * model.columns) },
    };
    const prediction = (await session.run(film))[0] ?? Number.NaN;
    const told = await attributeSequence(session.run, film, SEQUENCE_INPUT_GROUPS, prediction);
    const own = await attributeSequence((inputs) => predictSequence(model, inputs), film, SEQUENCE_INPUT_GROUPS);
    expect(Math.abs(told.contributions.reduce((sum, value) => sum + value, told.base) - prediction)).toBeLessThan(1e-9);
    told.contributions.forEach((value, group) => {
      expect(value).toBeCloseTo(own.contributions[group] ?? Number.NaN, 4);
    });
    await session.close();
  });
});
