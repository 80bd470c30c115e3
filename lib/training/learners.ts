import { fitBoosting } from '../models/boosting/fitBoosting.ts';
import type { TrainingRows } from '../models/contract.ts';
import type { GraphModel } from '../models/regressor.ts';
import { fitRisingRidge } from './rising.ts';

/** How much a target is worth: the total gets all there is, the opening a quicker fit. */
type Effort = 'full' | 'light';

interface LearnerOptions {
  readonly seed: number;
  readonly effort: Effort;
  /** Per feature 1 where the forecast may only rise with it, else 0. */
  readonly rising: Int8Array;
}

/** A way of learning a target from features; the same rows and options give the same model to the bit. */
export type Learner = (rows: TrainingRows, options: LearnerOptions) => GraphModel;

/**
 * The learners whose stack makes the forecast. Their settings were chosen on US films of 2012-2015 and Chinese films of
 * 2013-2015 alone, by the RMSE of the log of forecasts by models that had seen earlier years only. The Huber loss lets a
 * broken record or a film in a thousand pull no harder than a bad miss.
 */
export const LEARNERS = {
  ridge: (rows, { rising }) => fitRisingRidge(rows, rising),
  boosting: (rows, { seed, effort, rising }) =>
    fitBoosting(rows, {
      ...{ seed, monotone: rising, depth: 4, columnShare: 0.3, rowShare: 0.8, loss: { kind: 'huber', delta: 0.3 } },
      ...(effort === 'full' ? { rounds: 400, learningRate: 0.05 } : { rounds: 150, learningRate: 0.1 }),
    }),
} as const satisfies Record<string, Learner>;

export type LearnerName = keyof typeof LEARNERS;

export const LEARNER_NAMES = Object.keys(LEARNERS) as readonly LearnerName[];
