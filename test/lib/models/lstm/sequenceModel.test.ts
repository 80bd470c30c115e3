import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSequenceModel, type SequenceTraining } from '../../../../lib/models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../../../../lib/models/lstm/predictSequence.ts';
import { type SequenceInputs, type SequenceModel, selectSequences } from '../../../../lib/models/lstm/sequenceModel.ts';
import type { SequenceOptions } from '../../../../lib/models/lstm/sequenceOptions.ts';
import { selectRows } from '../../../../lib/models/matrix.ts';
import { fromPlainBytes, toPlainBytes } from '../../../../lib/provenance/plainBytes.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { standardNormal } from '../../../../lib/stats/standardNormal.ts';
import { CHANNELS, GROUPS, inventFilms, inventInputs, STEPS } from './inventFilms.ts';
import { naivePrediction } from './naiveNetwork.ts';

const SMALL: Partial<SequenceOptions> = { seeds: 2, epochs: 6, hidden: 16, heads: 4, dense: 16, batch: 16, seed: 5 };
const training = inventFilms(160, { seed: 1 });
const { model } = fitSequenceModel(training, GROUPS, SMALL);
const asked = inventInputs(60, { seed: 2, fewest: 0 });
const bytesOf = (own: SequenceModel) => Buffer.from(toPlainBytes(own)).toString('hex');

const select = ({ sequences, x }: SequenceInputs, rows: readonly number[]): SequenceInputs => ({
  sequences: selectSequences(sequences, rows),
  x: selectRows(x, rows),
});

describe('the sequence model', () => {
  it('says what the definitions of its parts say', () => {
    const few = select(asked, [0, 1, 2, 3, 4, 5]);
    const oracle = Array.from({ length: 6 }, (_, film) => naivePrediction(model, few, film));
    for (const [kernel, tolerance] of [
      ['simd', 2e-5],
      ['plain', 2e-5],
      ['double', 1e-6],
    ] as const) {
      predictSequence(model, few, kernel).forEach((prediction, film) => {
        expect(Math.abs(prediction - (oracle[film] ?? Number.NaN))).toBeLessThan(tolerance);
      });
    }
  });

  it('defect 46: a film is answered the same to the bit whatever other films are in its batch', () => {
    const together = predictSequence(model, asked);
    const rows = fc.array(fc.nat(59), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(rows, (chosen) => {
        const answers = predictSequence(model, select(asked, chosen));
        chosen.forEach((row, i) => {
          expect(answers[i]).toBe(together[row]);
        });
      }),
      { seed: 20_261, numRuns: 40 },
    );
  });

  it('defect 47: steps that do not exist change nothing, whatever they hold and however many there are', () => {
    const expected = predictSequence(model, asked);
    const data = asked.sequences.data.map((value, at) => {
      const step = at - (at % CHANNELS);
      return at % CHANNELS > 0 && Number.isNaN(asked.sequences.data[step] ?? 0) ? 1e6 : value;
    });
    expect(predictSequence(model, { ...asked, sequences: { ...asked.sequences, data } })).toEqual(expected);
    const width = STEPS * CHANNELS;
    const lengths = new Set<number>();
    for (let film = 0; film < 20; film++) {
      const own = asked.sequences.data.slice(film * width, (film + 1) * width);
      const steps = Array.from({ length: STEPS }, (_, step) => step).filter(
        (step) => !Number.isNaN(own[step * CHANNELS] ?? 0),
      ).length;
      lengths.add(steps);
      const cut = { rows: 1, steps, channels: CHANNELS, data: own.slice(0, steps * CHANNELS) };
      expect(predictSequence(model, { sequences: cut, x: selectRows(asked.x, [film]) })[0]).toBe(expected[film]);
    }
    expect(lengths.size).toBeGreaterThan(5);
  });

  it('defect 47: tells the same days in another order apart', () => {
    const width = STEPS * CHANNELS;
    const film = Array.from({ length: 60 }, (_, row) => row).find(
      (row) => !Number.isNaN(asked.sequences.data[row * width + 3 * CHANNELS] ?? Number.NaN),
    );
    if (film === undefined) throw new Error('no film of four steps');
    const data = asked.sequences.data.slice(film * width, (film + 1) * width);
    const steps = Array.from({ length: STEPS }, (_, step) => step).filter(
      (step) => !Number.isNaN(data[step * CHANNELS] ?? 0),
    );
    expect(steps.length).toBeGreaterThan(2);
    const turned = data.slice();
    steps.forEach((step, i) => {
      const from = steps[steps.length - 1 - i] ?? 0;
      for (let channel = 1; channel < CHANNELS; channel++) {
        turned[step * CHANNELS + channel] = data[from * CHANNELS + channel] ?? Number.NaN;
      }
    });
    const answer = (own: Float32Array) =>
      predictSequence(model, {
        sequences: { ...asked.sequences, rows: 1, data: own },
        x: selectRows(asked.x, [film]),
      })[0] ?? Number.NaN;
    expect(Math.abs(answer(turned) - answer(data))).toBeGreaterThan(1e-4);
  });

  it('defect 48: does not drop units when it predicts', () => {
    const { model: dropping } = fitSequenceModel(training, GROUPS, { ...SMALL, epochs: 2, dropout: 0.5 });
    const first = predictSequence(dropping, asked);
    expect(predictSequence(dropping, asked)).toEqual(first);
    for (const film of [3, 4]) {
      expect(Math.abs((first[film] ?? Number.NaN) - naivePrediction(dropping, asked, film))).toBeLessThan(2e-5);
    }
  });

  it('defect 49: answers in the units of the target, and knows its numbers of channels, steps and columns', () => {
    const larger = { ...training, y: training.y.map((value) => 4 * value + 100) };
    const answers = predictSequence(fitSequenceModel(larger, GROUPS, SMALL).model, asked);
    predictSequence(model, asked).forEach((prediction, film) => {
      expect(answers[film]).toBeCloseTo(4 * prediction + 100, 2);
    });
    const wider = { ...asked.sequences, channels: CHANNELS + 1, data: new Float32Array(60 * STEPS * (CHANNELS + 1)) };
    expect(() => predictSequence(model, { ...asked, sequences: wider })).toThrow(RangeError);
    const longer = { ...asked.sequences, steps: STEPS + 1, data: new Float32Array(60 * (STEPS + 1) * CHANNELS) };
    expect(() => predictSequence(model, { ...asked, sequences: longer })).toThrow(RangeError);
    expect(() =>
      predictSequence(model, { ...asked, x: { rows: 60, columns: 2, data: new Float32Array(120) } }),
    ).toThrow(RangeError);
    expect(() => predictSequence(model, { ...asked, x: selectRows(asked.x, [1]) })).toThrow(RangeError);
  });

  it('answers no film, and films of which nothing is known', () => {
    expect(predictSequence(model, select(asked, []))).toEqual(new Float64Array(0));
    const unknown = select(asked, [0, 1]);
    unknown.sequences.data.fill(Number.NaN);
    unknown.x.data.fill(Number.NaN);
    expect(predictSequence(model, unknown).every(Number.isFinite)).toBe(true);
  });

  it('stays finite for wild inputs', () => {
    const wild = asked.sequences.data.map((value, at) => (at % CHANNELS > 0 ? value * 1e30 : value));
    const x = { ...asked.x, data: asked.x.data.map((value) => value * -1e30) };
    expect(predictSequence(model, { sequences: { ...asked.sequences, data: wild }, x }).every(Number.isFinite)).toBe(
      true,
    );
  });
});

describe('training of the sequence model', () => {
  it('gives the same bytes for the same films, seed and kernel, and comes back from its bytes', () => {
    expect(bytesOf(fitSequenceModel(training, GROUPS, SMALL).model)).toBe(bytesOf(model));
    expect(bytesOf(fitSequenceModel(training, GROUPS, { ...SMALL, seed: 6 }).model)).not.toBe(bytesOf(model));
    const restored = fromPlainBytes(toPlainBytes(model)) as SequenceModel;
    expect(predictSequence(restored, asked)).toEqual(predictSequence(model, asked));
  });

  it('loses the same without WebAssembly, to four decimals over an epoch', () => {
    const loss = (kernel: SequenceOptions['kernel']) =>
      fitSequenceModel(training, GROUPS, { ...SMALL, hidden: 64, heads: 8, dense: 64, seeds: 1, epochs: 1, kernel })
        .training[0]?.history[0]?.training ?? Number.NaN;
    expect(loss('plain')).toBeCloseTo(loss('simd'), 4);
    expect(loss('double')).toBeCloseTo(loss('simd'), 4);
  });

  it('does not see rows of weight zero, whatever they hold', () => {
    const weights = training.weights.map((weight, row) => (row % 5 === 0 ? 0 : weight));
    const y = training.y.map((value, row) => (row % 5 === 0 ? Number.NaN : value));
    const kept = Array.from(weights.keys()).filter((row) => row % 5 !== 0);
    const pick = <T extends Float64Array | Int32Array>(values: T) => values.filter((_, row) => row % 5 !== 0) as T;
    const without: SequenceTraining = {
      ...select(training, kept),
      y: pick(training.y),
      weights: pick(training.weights),
      films: pick(training.films),
      releases: pick(training.releases),
    };
    const few = { ...SMALL, epochs: 2 };
    expect(bytesOf(fitSequenceModel({ ...training, weights, y }, GROUPS, few).model)).toBe(
      bytesOf(fitSequenceModel(without, GROUPS, few).model),
    );
  });

  it('stops when the latest films are no longer served better, and keeps its best', () => {
    const noise = { ...training, y: training.y.map((_, row) => Math.sin(row * row)) };
    const { training: told } = fitSequenceModel(noise, GROUPS, {
      ...SMALL,
      epochs: 60,
      patience: 3,
      learningRate: 0.01,
    });
    for (const { epochs, history } of told) {
      expect(history.length).toBeLessThan(60);
      expect(history.length - epochs).toBe(3);
      const best = Math.min(...history.map(({ heldOut }) => heldOut));
      expect(history[epochs - 1]?.heldOut).toBe(best);
    }
  });

  it('does not learn from the films that are held out', () => {
    const latest = training.releases.map((release) => (release >= 15_068 ? 1 : 0));
    const other = { ...training, x: { ...training.x, data: training.x.data.slice() } };
    latest.forEach((late, row) => {
      if (late) other.x.data.fill(3, row * 6, row * 6 + 6);
    });
    const options = { ...SMALL, epochs: 1, seeds: 1, heldOut: 0.15 };
    const held = fitSequenceModel(training, GROUPS, options).training[0]?.history[0];
    expect(held?.heldOut).toBeGreaterThan(0);
    const y = training.y.map((value, row) => (latest[row] ? value + 1e-3 * row : value));
    const [one, two] = [training, { ...training, y }].map((own) => fitSequenceModel(own, GROUPS, options).training[0]);
    expect(one?.history[0]?.heldOut).not.toBe(two?.history[0]?.heldOut);
  });

  it('learns what needs the order of days and a look far back', () => {
    // the value of the day whose mark is set, times the sign of the change between the last two days
    const random = seededRandom(3);
    const [rows, steps, channels] = [900, 8, 3];
    const data = new Float32Array(rows * steps * channels);
    const y = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const marked = Math.floor(random() * (steps - 2));
      const value = (step: number) => (row * steps + step) * channels;
      for (let step = 0; step < steps; step++) {
        data.set([step / 7 - 1, standardNormal(random), step === marked ? 1 : 0], value(step));
      }
      const change = (data[value(steps - 1) + 1] ?? 0) - (data[value(steps - 2) + 1] ?? 0);
      y[row] = (data[value(marked) + 1] ?? 0) + Math.sign(change);
    }
    const films = Int32Array.from({ length: rows }, (_, row) => row);
    const all: SequenceTraining = {
      sequences: { rows, steps, channels, data },
      x: { rows, columns: 1, data: new Float32Array(rows) },
      ...{ y, weights: new Float64Array(rows).fill(1), films, releases: films },
    };
    const groups = { count: 0, channels: new Int8Array(3).fill(-1), columns: Int8Array.of(-1) };
    const fitted = fitSequenceModel({ ...all, weights: all.weights.map((_, row) => (row < 800 ? 1 : 0)) }, groups, {
      seeds: 1,
      epochs: 30,
      heldOut: 0,
      dropout: 0,
      hidden: 32,
      heads: 4,
      dense: 32,
      learningRate: 5e-3,
      huber: Infinity,
    });
    const late = films.filter((row) => row >= 800);
    const predictions = predictSequence(fitted.model, select(all, [...late]));
    const squares = late.reduce((sum, row, i) => sum + ((predictions[i] ?? 0) - (y[row] ?? 0)) ** 2, 0);
    expect(squares / late.length).toBeLessThan(0.35); // the variance is 2
  });

  it('refuses what cannot be learned from', () => {
    const { y, weights } = training;
    const refused = (change: Partial<SequenceTraining>) =>
      expect(() => fitSequenceModel({ ...training, ...change }, GROUPS, SMALL)).toThrow(RangeError);
    refused({ y: y.subarray(1) });
    refused({ weights: weights.map((weight) => -weight) });
    refused({ weights: new Float64Array(y.length) });
    refused({ y: y.map((value, row) => (row === 3 ? Number.NaN : value)) });
  });
});
