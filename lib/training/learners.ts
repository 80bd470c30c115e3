import { fitBoosting } from '../models/boosting/fitBoosting.ts';
import type { TrainingRows } from '../models/contract.ts';
import type { GraphModel } from '../models/regressor.ts';
import { fitRidge } from '../models/ridge/fitRidge.ts';

/** A way of learning a target from features; the same rows and seed give the same model to the bit. */
export type Learner = (rows: TrainingRows, seed: number) => GraphModel;

/**
 * The learners whose stack makes the forecast. Their settings were chosen on US films of 2011-2015 and Chinese films of
 * 2013-2015 alone, by the RMSE of the log of rolling-origin forecasts.
 */
export const LEARNERS = {
  ridge: (rows) => fitRidge(rows),
  boosting: (rows, seed) =>
    fitBoosting(rows, { seed, rounds: 300, depth: 4, learningRate: 0.05, columnShare: 0.3, rowShare: 0.8 }),
} as const satisfies Record<string, Learner>;

export type LearnerName = keyof typeof LEARNERS;

export const LEARNER_NAMES = Object.keys(LEARNERS) as readonly LearnerName[];
