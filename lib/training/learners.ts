import { SEQUENCE } from '../forecast/sequenceShare.ts';
import { fitBoosting } from '../models/boosting/fitBoosting.ts';
import type { TrainingRows } from '../models/contract.ts';
import { fitElasticNet } from '../models/elasticNet/fitElasticNet.ts';
import { fitForest } from '../models/forest/fitForest.ts';
import { fitGaussianProcess } from '../models/kernel/fitGaussianProcess.ts';
import { fitSvr } from '../models/kernel/fitSvr.ts';
import type { GraphModel } from '../models/regressor.ts';
import type { Directions } from './directions.ts';

/** How much a target is worth: the total gets all there is, the opening a quicker fit. */
type Effort = 'full' | 'light';

export interface LearnerOptions {
  readonly seed: number;
  readonly effort: Effort;
  readonly directions: Directions;
  /** Per feature how much it counts in distances; see `relevanceOf`. */
  readonly relevance: Float64Array;
  /** Whether that a fact is missing tells films apart, as it does before release and just after it. */
  readonly flags: boolean;
}

/** A way of learning a target from features; the same rows and options give the same model to the bit. */
export type Learner = (rows: TrainingRows, options: LearnerOptions) => GraphModel;

/**
 * The learners whose stack can make the forecast. Their settings were chosen on US films of 2012-2015 and Chinese films
 * of 2013-2015 alone, by the RMSE of the log of forecasts by models that had seen earlier years only. The Huber loss lets
 * a broken record or a film in a thousand pull no harder than a bad miss.
 */
export const LEARNERS = {
  ridge: (rows, { directions }) => fitElasticNet(rows, { l1Share: 0, monotone: directions.monotone }),
  elasticNet: (rows, { directions }) => fitElasticNet(rows, { monotone: directions.monotone }),
  boosting: (rows, { seed, effort, directions }) =>
    fitBoosting(rows, {
      ...{ seed, monotone: directions.monotone, depth: 4, columnShare: 0.3, rowShare: 0.8 },
      loss: { kind: 'huber', delta: 0.3 },
      ...(effort === 'full' ? { rounds: 400, learningRate: 0.05 } : { rounds: 150, learningRate: 0.1 }),
    }),
  forest: (rows, { seed, directions }) => fitForest(rows, { seed, monotone: directions.monotone }),
  extraTrees: (rows, { seed, directions }) =>
    fitForest(rows, { seed, cuts: 'random', depth: 12, monotone: directions.monotone }),
  svr: (rows, { directions, relevance, flags }) =>
    fitSvr(rows, { c: 3, epsilon: 0.1, gamma: 0.25, ignored: directions.directed, emphasis: relevance, flags }),
  gaussianProcess: (rows, { directions, relevance, flags }) =>
    fitGaussianProcess(rows, {
      ...{ lengthScales: [0.8], linearShares: [0.3], noises: [0.25] },
      ...{ ignored: directions.directed, emphasis: relevance, flags },
    }),
} as const satisfies Record<string, Learner>;

/** Learners of one origin's features. */
export type TabularLearnerName = keyof typeof LEARNERS;

/** And the one that learns from the days of all origins; see `fitMarketSequence`. */
export type LearnerName = TabularLearnerName | typeof SEQUENCE;

export const LEARNER_NAMES: readonly LearnerName[] = [...(Object.keys(LEARNERS) as TabularLearnerName[]), SEQUENCE];

export const isTabular = (learner: LearnerName): learner is TabularLearnerName => learner !== SEQUENCE;

/** What ships; docs/evaluation.md says what each is worth. */
export const DEFAULT_LEARNERS: readonly LearnerName[] = ['ridge', 'boosting', 'svr', 'gaussianProcess'];
