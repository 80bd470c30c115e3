import { beforeAll, describe, expect, it } from 'vitest';
import { type Backtest, backtest } from '../../../lib/evaluation/backtest.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { QUANTILE_NAMES } from '../../../lib/forecast/quantiles.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { inventHistory } from '../features/inventHistory.ts';

const OPTIONS: BacktestOptions = {
  ...{ testFrom: parseDay('2017-09-01'), testUntil: parseDay('2017-12-15') },
  ...{ origins: [-7, 3], refit: 'once', models: ['ridge'] },
};
const { films, rows: reported } = inventHistory('US', 5, 420);
/** One film's second day went unreported. */
const gap = films.find(({ releaseDate }) => releaseDate > OPTIONS.testFrom);
const rows = reported.filter(({ filmId, date }) => filmId !== gap?.filmId || date !== gap.releaseDate + 1);
const history = buildMarketHistory('US', films, rows);

describe('a rolling-origin backtest', () => {
  let done: Backtest;
  const steps: string[] = [];
  beforeAll(async () => {
    done = await backtest(history, OPTIONS, ({ message }) => steps.push(message));
  });

  it('forecasts every film of the test dates at every origin, but those lacking a day of release', () => {
    const tested = films.filter(({ releaseDate: day }) => day >= OPTIONS.testFrom && day < OPTIONS.testUntil);
    const before = done.predictions.filter(({ origin }) => origin === -7).map(({ filmId }) => filmId);
    expect(before.toSorted()).toEqual(tested.map(({ filmId }) => filmId).toSorted());
    const grosses = new Set(
      rows.flatMap((row) => (row.values.gross === undefined ? [] : [`${row.filmId} ${row.date}`])),
    );
    const known = tested.filter(({ filmId, releaseDate }) =>
      [0, 1, 2].every((day) => grosses.has(`${filmId} ${releaseDate + day}`)),
    );
    const after = done.predictions.filter(({ origin }) => origin === 3).map(({ filmId }) => filmId);
    expect(after.toSorted()).toEqual(known.map(({ filmId }) => filmId).toSorted());
    expect(after.length).toBeLessThan(before.length);
  });

  it('uses the model of the last refit day before the moment: a week before test-from, that of the year before', () => {
    const artifacts = new Map(
      done.predictions.map(({ filmId, origin, artifact }) => [`${filmId} ${origin}`, artifact]),
    );
    const early = done.predictions.filter(
      ({ origin, releaseDate }) => origin === -7 && releaseDate - 7 < OPTIONS.testFrom,
    );
    const late = done.predictions.filter(
      ({ origin, releaseDate }) => origin === -7 && releaseDate - 7 >= OPTIONS.testFrom,
    );
    expect(early.length * late.length).toBeGreaterThan(0);
    const of = (list: typeof early) => new Set(list.map(({ filmId }) => artifacts.get(`${filmId} -7`)));
    expect(of(early).size).toBe(1);
    expect(of(late).size).toBe(1);
    expect([...of(early)]).not.toEqual([...of(late)]);
  });

  it('says what it is doing', () => {
    expect(steps).toContain('US 2017-09-01 fit');
  });

  it('gives the same figures again (defect 34: no seed left to chance)', async () => {
    expect(await backtest(history, OPTIONS)).toEqual(done);
  });

  it('defect 44: never forecasts nothing or less, whatever the film', () => {
    for (const { stack, models, baselines } of done.predictions) {
      for (const quantiles of [stack, models.ridge, baselines.comparables]) {
        for (const name of QUANTILE_NAMES) expect(quantiles?.[name]).toBeGreaterThan(0);
      }
    }
  });

  it('refuses test dates without films, and histories that are too short', async () => {
    const nowhere = { ...OPTIONS, testFrom: parseDay('2030-01-01'), testUntil: parseDay('2031-01-01') };
    await expect(backtest(history, nowhere)).rejects.toThrow('backtest.no-films');
    const early = { ...OPTIONS, testFrom: parseDay('2014-06-01'), testUntil: parseDay('2014-09-01') };
    await expect(backtest(history, early)).rejects.toThrow('training.too-few-films');
  });
});
