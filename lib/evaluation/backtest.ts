import { startOfDay } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import { type Day, formatDay } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { toCurrencyUnits } from '../film/money.ts';
import type { Origin } from '../film/origin.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import { MATURITY_DAYS } from '../signals/knownAt.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { LearnerName } from '../training/learners.ts';
import { trainingInputs } from '../training/trainingInputs.ts';
import { type TrainedMarket, trainMarket } from '../training/trainMarket.ts';
import { trainOptions } from '../training/trainOptions.ts';
import { forecaster } from './forecaster.ts';
import { isStandard, type MarketReport, marketReport } from './marketReport.ts';
import type { Prediction } from './prediction.ts';
import { type RefitRhythm, refitDays } from './refitDays.ts';

export interface BacktestOptions {
  /** Films released from this day on … */
  readonly testFrom: Day;
  /** … until the day before this one are forecast. */
  readonly testUntil: Day;
  readonly origins: readonly Origin[];
  readonly refit: RefitRhythm;
  readonly models: readonly LearnerName[];
}

export interface Backtest {
  readonly predictions: readonly Prediction[];
  readonly report: MarketReport;
}

export interface BacktestProgress {
  /** What is being done, for people. */
  readonly message: string;
  readonly done: number;
  readonly total: number;
}

/** A film to be forecast: its place in the history, and what it made. */
interface TestFilm {
  readonly film: number;
  readonly release: Day;
  readonly actual: number;
  readonly served: boolean;
}

/**
 * Rolling-origin backtest of one market: every test film is forecast at every origin by models trained on the last refit
 * day before that moment, which saw only what was known on that day. Films lacking a day of release before an origin are
 * left out there.
 * @throws AppError `backtest.no-films`, `training.too-few-films`
 */
export function backtest(
  history: MarketHistory,
  options: BacktestOptions,
  onProgress: (progress: BacktestProgress) => void = () => {},
): Backtest {
  const films = testFilms(history, options);
  const moments = films.flatMap(({ release }) => options.origins.map((origin) => release + origin));
  const refits = refitDays(options.testFrom, Math.min(...moments), Math.max(...moments), options.refit);
  const inputsOf = trainingInputs(history);
  const predictions: Prediction[] = [];
  refits.forEach((asOf, index) => {
    const until = refits[index + 1] ?? Number.POSITIVE_INFINITY;
    const due = (origin: Origin) => films.filter(({ release }) => release + origin >= asOf && release + origin < until);
    const origins = options.origins.filter((origin) => due(origin).length > 0);
    if (origins.length === 0) return;
    const settings = trainOptions({ asOf, origins, learners: options.models });
    const trained = trainMarket(
      history,
      settings,
      ({ step, done, total }) => {
        const message = `${history.market} ${formatDay(asOf)} ${step}`;
        onProgress({ message, done: index * total + done, total: refits.length * total });
      },
      inputsOf,
    );
    for (const origin of origins) predictions.push(...forecastFilms(history, trained, origin, due(origin)));
  });
  const ordered = predictions.sort(
    (a, b) =>
      a.releaseDate - b.releaseDate || (a.filmId < b.filmId ? -1 : a.filmId > b.filmId ? 1 : a.origin - b.origin),
  );
  return { predictions: ordered, report: marketReport(history.market, ordered) };
}

function testFilms(history: MarketHistory, { testFrom, testUntil }: BacktestOptions): readonly TestFilm[] {
  const digits = MARKETS[history.market].minorDigits;
  const films = history.films.flatMap((source, film): TestFilm[] => {
    const { releaseDate: release, finalGross } = source;
    if (release < testFrom || release >= testUntil || finalGross === undefined || finalGross <= 0) return [];
    const settled = viewAsOf(history, startOfDay(release + MATURITY_DAYS, history.market));
    return [{ film, release, actual: toCurrencyUnits(finalGross, digits), served: isStandard(settled, film) }];
  });
  if (films.length > 0) return films;
  const [from, until] = [formatDay(testFrom), formatDay(testUntil)];
  throw new AppError('backtest.no-films', { market: history.market, from, until });
}

function forecastFilms(
  history: MarketHistory,
  trained: TrainedMarket,
  origin: Origin,
  films: readonly TestFilm[],
): readonly Prediction[] {
  const forecast = forecaster(trained, origin);
  return films.flatMap(({ film, release, actual, served }) => {
    const source = history.films[film];
    if (!source) return [];
    const asOf = originInstant(source, origin);
    const made = forecast(viewAsOf(history, asOf), film);
    const { filmId, market } = source;
    return made ? [{ filmId, market, releaseDate: release, origin, asOf, ...made, actual, served }] : [];
  });
}
