import { fitBoosting } from '../models/boosting/fitBoosting.ts';
import type { TrainingRows } from '../models/contract.ts';
import type { GraphModel } from '../models/regressor.ts';
import { fitRidge } from '../models/ridge/fitRidge.ts';

/** How much a target is worth: the total gets all there is, the opening a quicker fit. */
type Effort = 'full' | 'light';

/** A way of learning a target from features; the same rows and seed give the same model to the bit. */
export type Learner = (rows: TrainingRows, seed: number, effort: Effort) => GraphModel;

/**
 * The learners whose stack makes the forecast. Their settings were chosen on US films of 2012-2015 and Chinese films of
 * 2013-2015 alone, by the RMSE of the log of forecasts by models that had seen earlier years only. The Huber loss lets a
 * broken record or a film in a thousand pull no harder than a bad miss.
 */
export const LEARNERS = {
  ridge: (rows) => fitRidge(rows),
  boosting: (rows, seed, effort) =>
    fitBoosting(rows, {
      ...{ seed, depth: 4, columnShare: 0.3, rowShare: 0.8, loss: { kind: 'huber', delta: 0.3 } },
      ...(effort === 'full' ? { rounds: 400, learningRate: 0.05 } : { rounds: 150, learningRate: 0.1 }),
    }),
} as const satisfies Record<string, Learner>;

export type LearnerName = keyof typeof LEARNERS;

export const LEARNER_NAMES = Object.keys(LEARNERS) as readonly LearnerName[];
