import type { Day } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { LearnerName } from '../training/learners.ts';
import { type TrainOptions, trainOptions } from '../training/trainOptions.ts';
import { type RefitRhythm, refitDays } from './refitDays.ts';
import { type TestFilm, testFilms } from './testFilms.ts';

export interface BacktestOptions {
  /** Films released from this day on … */
  readonly testFrom: Day;
  /** … until the day before this one are forecast. */
  readonly testUntil: Day;
  readonly origins: readonly Origin[];
  readonly refit: RefitRhythm;
  readonly models: readonly LearnerName[];
}

export interface BacktestProgress {
  /** What is being done, for people. */
  readonly message: string;
  readonly done: number;
  readonly total: number;
}

/** One training of a backtest, and the films that its models forecast. */
export interface Refit {
  /** Origins at which any film is due, and what is trained for them. */
  readonly settings: TrainOptions;
  /** Films whose moment at an origin lies between this training and the next. */
  due(origin: Origin): readonly TestFilm[];
}

/**
 * The trainings of a rolling-origin backtest, earliest first: a film at an origin is due at the last training whose day is
 * not after that moment. Trainings at which no film is due are left out.
 * @throws AppError `backtest.no-films`
 */
export function rollOrigins(history: MarketHistory, options: BacktestOptions): readonly Refit[] {
  const { testFrom, testUntil, origins, refit, models } = options;
  const films = testFilms(history, testFrom, testUntil);
  const moments = films.flatMap(({ release }) => origins.map((origin) => release + origin));
  const days = refitDays(testFrom, Math.min(...moments), Math.max(...moments), refit);
  return days.flatMap((asOf, index) => {
    const until = days[index + 1] ?? Number.POSITIVE_INFINITY;
    const due = (origin: Origin) => films.filter(({ release }) => release + origin >= asOf && release + origin < until);
    const own = origins.filter((origin) => due(origin).length > 0);
    return own.length === 0 ? [] : [{ settings: trainOptions({ asOf, origins: own, learners: models }), due }];
  });
}
