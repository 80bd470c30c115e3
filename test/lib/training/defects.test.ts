import { beforeAll, describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import type { FeatureContext } from '../../../lib/features/featureContext.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { filmInputs } from '../../../lib/forecast/filmInputs.ts';
import { forecastTarget, pointsOf } from '../../../lib/forecast/pointForecast.ts';
import { prepareForecast } from '../../../lib/forecast/prepareForecast.ts';
import { type FeatureMatrix, rowOf, selectRows } from '../../../lib/models/matrix.ts';
import { predictModel } from '../../../lib/models/regressor.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { openArtifact } from '../../../lib/training/artifact/openArtifact.ts';
import { directionsAt } from '../../../lib/training/directions.ts';
import { contextAsOf } from '../../../lib/training/trainingInputs.ts';
import { type TrainedOrigin, trainMarket } from '../../../lib/training/trainMarket.ts';
import { trainOptions } from '../../../lib/training/trainOptions.ts';
import { inventHistory } from '../features/inventHistory.ts';
import { FILMS, SEED, type SmallMarket, smallMarket } from './smallMarket.ts';

const ORIGIN = 3;
let small: SmallMarket;
let at: TrainedOrigin;

beforeAll(async () => {
  small = await smallMarket('US', [ORIGIN]);
  const trained = small.trained.origins.get(ORIGIN);
  if (!trained) throw new Error('not trained');
  at = trained;
});

const one = (x: FeatureMatrix, row: number): FeatureMatrix => selectRows(x, [row]);
const rmse = (errors: readonly number[]) => Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);

describe('defects of earlier forecasters that training must not have', () => {
  it('defect 31: the features of a film are the same whichever later films are in the table', () => {
    const { films, rows } = inventHistory('US', SEED, FILMS);
    const early = films.slice(0, 150);
    const ids = new Set(early.map(({ filmId }) => filmId));
    const history = buildMarketHistory(
      'US',
      early,
      rows.filter(({ filmId }) => ids.has(filmId)),
    );
    // films that opened before the first of those left out was announced know nothing of them
    const { trained, history: whole } = small;
    for (const film of [20, 60, 100]) {
      const source = early[film] as Film;
      const vector = (of: typeof history) =>
        filmInputs(viewAsOf(of, originInstant(source, ORIGIN)), of.indexOf(source.filmId) ?? -1, trained.context)
          .values;
      expect(vector(history)).toEqual(vector(whole));
    }
  });

  it('defect 33: a film ten times as large as any before is forecast beyond all totals seen', () => {
    const { films, rows } = inventHistory('US', SEED, FILMS);
    const record = films.at(-3) as Film;
    const largest = Math.max(...small.trained.films.map(({ total }) => total));
    const own = rows.filter(
      ({ filmId, date }) => filmId === record.filmId && date >= record.releaseDate && date < record.releaseDate + 3,
    );
    const days = own.reduce((sum, { values }) => sum + (values.gross ?? 0), 0) / 100;
    const times = (10 * largest) / days;
    const scaled = rows.map((row): DailyRow => {
      const { gross } = row.values;
      if (row.filmId !== record.filmId || gross === undefined) return row;
      return { ...row, values: { ...row.values, gross: Math.round(gross * times) } };
    });
    const history = buildMarketHistory('US', films, scaled);
    const film = history.indexOf(record.filmId) ?? -1;
    const { values, anchor } = filmInputs(
      viewAsOf(history, originInstant(record, ORIGIN)),
      film,
      small.trained.context,
    );
    const x = { rows: 1, columns: values.length, data: values };
    expect(Math.exp(pointsOf(at.assembled.model, x, anchor).total)).toBeGreaterThan(10 * largest);
  });

  it('defect 34: the learners have settings of their own and one seed, so a fit repeats to the bit', async () => {
    const again = (await smallMarket('US', [ORIGIN])).trained.origins.get(ORIGIN);
    expect(again?.assembled).toEqual(at.assembled);
    expect(again?.fits).toEqual(at.fits);
  });

  it('defect 35: every row gets its own forecast, the same alone and among others', () => {
    const { x } = at.dataset;
    const together = forecastTarget(at.assembled.model.targets.total, x).stack;
    for (const row of [0, 50, 150]) {
      expect(forecastTarget(at.assembled.model.targets.total, one(x, row)).stack[0]).toBe(together[row]);
    }
    expect(new Set(together).size).toBeGreaterThan(0.9 * x.rows);
  });

  it('defect 39: more presale, more people who want to see never lower a forecast before release', async () => {
    const eve = (await smallMarket('US', [0])).trained.origins.get(0);
    if (!eve) throw new Error('not trained');
    const { monotone, directed } = directionsAt(0);
    const rising = monotone.map((direction, column) => direction * (directed[column] ?? 0));
    expect(rising.filter((direction) => direction === 1).length).toBeGreaterThan(8);
    for (const row of [10, 100, 200]) {
      for (const column of rising.keys()) {
        if (rising[column] !== 1 || Number.isNaN(rowOf(eve.dataset.x, row)[column])) continue;
        const forecasts = [0, 0.5, 1, 2, 4].map((more) => {
          const x = one(eve.dataset.x, row);
          x.data[column] = (x.data[column] ?? 0) + more;
          return forecastTarget(eve.assembled.model.targets.total, x).stack[0] ?? Number.NaN;
        });
        const steps = forecasts.slice(1).map((forecast, i) => forecast - (forecasts[i] ?? 0));
        expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-12);
      }
    }
  });

  it('defects 40, 45: stack weights are not negative, sum to one, and come from films the models had not seen', () => {
    const { stack } = at.assembled.model.targets.total;
    expect(stack.weights.every((weight) => weight >= 0)).toBe(true);
    expect(stack.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const boosting = at.fits.total?.find(({ learner }) => learner === 'boosting');
    if (!boosting?.model) throw new Error('no boosting');
    const rows = Array.from(boosting.outOfFold.keys()).filter((row) => Number.isFinite(boosting.outOfFold[row]));
    expect(rows.length).toBeGreaterThan(100);
    const seen = predictModel(boosting.model, selectRows(at.dataset.x, rows));
    const y = rows.map((row) => at.dataset.y.total[row] ?? Number.NaN);
    const inSample = rmse(y.map((own, i) => own - (seen[i] ?? Number.NaN)));
    const outOfFold = rmse(y.map((own, i) => own - (boosting.outOfFold[rows[i] ?? -1] ?? Number.NaN)));
    // a model looks better on films it was trained on; what is stacked and calibrated must show the honest error
    expect(outOfFold).toBeGreaterThan(1.2 * inSample);
  });

  it('defect 41: the stack forecasts as it was fitted, bias included, and its errors centre on zero', () => {
    const { stack, models } = at.assembled.model.targets.total;
    const x = one(at.dataset.x, 77);
    const parts = stack.models.map((name, i) => {
      const model = models[name];
      return model ? (stack.weights[i] ?? 0) * (predictModel(model, x)[0] ?? Number.NaN) : Number.NaN;
    });
    const sum = parts.reduce((total, part) => total + part, stack.bias);
    expect(forecastTarget({ stack, models }, x).stack[0]).toBeCloseTo(sum, 12);
    const errors = Array.from(
      at.assembled.outOfFold,
      (forecast, row) => forecast - (at.dataset.y.total[row] ?? 0),
    ).filter(Number.isFinite);
    const mean = errors.reduce((total, error) => total + error, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(rmse(errors) / 5);
  });

  it('defect 42: no learner answers with a constant', () => {
    for (const fit of at.fits.total ?? []) {
      if (!fit.model) continue;
      const spread = predictModel(fit.model, at.dataset.x);
      expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(0.1);
    }
  });

  it('defect 44: no input, however odd, makes a forecast that is not money', () => {
    const { x } = at.dataset;
    const odd = [Number.NaN, 0, -1e6, 1e6].map((value) => rowOf(x, 0).slice().fill(value));
    for (const data of odd) {
      const points = pointsOf(at.assembled.model, { rows: 1, columns: x.columns, data }, Math.log(1e6));
      expect(Math.exp(points.total)).toBeGreaterThan(0);
      expect(Number.isFinite(points.total)).toBe(true);
    }
  });

  it('defect 5: nothing is learnt from single successes: a handful of films trains no model', async () => {
    const { films, rows } = inventHistory('US', SEED, 150);
    const history = buildMarketHistory('US', films, rows);
    const options = trainOptions({ asOf: parseDay('2017-06-01'), origins: [ORIGIN] });
    await expect(trainMarket(history, options)).rejects.toMatchObject({
      code: 'training.too-few-films',
      params: { needed: 200 },
    });
  });

  it('defect 57: what is served is what was trained: the same features, scaled by the artifact, from one opened model', async () => {
    const { built, history } = small;
    // nothing in an artifact is a program
    for (const name of built.files.keys()) expect(name).toMatch(/\.(onnx|json|bin|md)$/);
    const sessions: string[] = [];
    const counting: typeof ortRuntime = {
      ...ortRuntime,
      openSession: (bytes, expectation) => {
        sessions.push('opened');
        return ortRuntime.openSession(bytes, expectation);
      },
    };
    const artifact = await openArtifact({ files: built.files }, counting, { id: built.id });
    try {
      const opened = sessions.length;
      for (const row of [10, 100, 200]) {
        const film = history.indexOf(at.dataset.filmIds[row] ?? '') ?? -1;
        const source = history.films[film] as Film;
        const view = viewAsOf(history, originInstant(source, ORIGIN));
        const read = (context: FeatureContext) => Array.from(filmInputs(view, film, context).values);
        // one function reads films for training and for service, given what was known in its time …
        const newYear = parseDay(`${formatDay(view.today).slice(0, 4)}-01-01`);
        expect(Array.from(rowOf(at.dataset.x, row))).toEqual(read(contextAsOf(history, newYear)));
        // … and what it is given is written into the artifact, never fitted when a forecast is asked for
        expect(read(artifact.context)).toEqual(read(small.trained.context));
        const prepared = prepareForecast(artifact, history, film, ORIGIN);
        const { total } = await prepared.run();
        expect(total.p10 < total.p50 && total.p50 < total.p90).toBe(true);
      }
      expect(sessions).toHaveLength(opened);
    } finally {
      await artifact.close();
    }
  });
});
