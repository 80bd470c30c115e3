import { startOfDay } from '../calendar/zone.ts';
import { formatDay } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { FitOrigin } from '../training/fitOrigin.ts';
import { trainingInputs } from '../training/trainingInputs.ts';
import { type TrainedMarket, trainMarket } from '../training/trainMarket.ts';
import { type AwaitedFilms, createAwaitedFilms } from './awaitedFilms.ts';
import { forecaster } from './forecaster.ts';
import { type MarketReport, marketReport } from './marketReport.ts';
import type { Prediction } from './prediction.ts';
import { type BacktestOptions, type BacktestProgress, rollOrigins } from './rollOrigins.ts';
import type { TestFilm } from './testFilms.ts';

export interface Backtest {
  readonly predictions: readonly Prediction[];
  readonly report: MarketReport;
}

/**
 * Rolling-origin backtest of one market: every test film is forecast at every origin by models trained on the last refit
 * day before that moment, which saw only what was known on that day; their intervals alone go on learning, from totals
 * that have become known since (see `adaptCalibration`). Films lacking a day of release before an origin are left out there.
 * @param fit where models are fitted; default here
 * @throws AppError `backtest.no-films`, `training.too-few-films`
 */
export async function backtest(
  history: MarketHistory,
  options: BacktestOptions,
  onProgress: (progress: BacktestProgress) => void = () => {},
  fit?: FitOrigin,
): Promise<Backtest> {
  const inputsOf = trainingInputs(history);
  const predictions: Prediction[] = [];
  const awaited = createAwaitedFilms();
  const refits = rollOrigins(history, options);
  for (const [index, { settings, due }] of refits.entries()) {
    const trained = await trainMarket(
      history,
      settings,
      ({ step, done, total }) => {
        const message = `${history.market} ${formatDay(settings.asOf)} ${step}`;
        onProgress({ message, done: index * total + done, total: refits.length * total });
      },
      inputsOf,
      fit,
    );
    for (const origin of settings.origins) {
      predictions.push(...forecastFilms(history, trained, origin, due(origin), awaited));
    }
  }
  const ordered = predictions.sort(
    (a, b) =>
      a.releaseDate - b.releaseDate || (a.filmId < b.filmId ? -1 : a.filmId > b.filmId ? 1 : a.origin - b.origin),
  );
  return { predictions: ordered, report: marketReport(history.market, ordered) };
}

function forecastFilms(
  history: MarketHistory,
  trained: TrainedMarket,
  origin: Origin,
  films: readonly TestFilm[],
  awaited: AwaitedFilms,
): readonly Prediction[] {
  // the models were calibrated on what was known when they were trained
  awaited.settle(origin, viewAsOf(history, startOfDay(trained.asOf, trained.market)));
  const forecast = forecaster(trained, origin, awaited);
  return films.flatMap(({ film, release, actual, served }) => {
    const source = history.films[film];
    if (!source) return [];
    const asOf = originInstant(source, origin);
    const made = forecast(viewAsOf(history, asOf), film);
    const { filmId, market } = source;
    return made ? [{ filmId, market, releaseDate: release, origin, asOf, ...made, actual, served }] : [];
  });
}
