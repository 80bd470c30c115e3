import { TARGETS } from '../forecast/target.ts';
import type { OriginFits } from './assembleOrigin.ts';
import { fitTarget } from './fitTarget.ts';
import { timeOrderedFolds } from './folds.ts';
import type { OriginDataset } from './originDataset.ts';
import type { TrainOptions } from './trainOptions.ts';

/** Where the learners of an origin are fitted: here, or on a pool of workers. What is fitted does not depend on it. */
export type FitOrigin = (dataset: OriginDataset, options: TrainOptions) => OriginFits | Promise<OriginFits>;

/** Fits everything of one origin: every learner for every target that is open there. */
export function fitOrigin(dataset: OriginDataset, options: TrainOptions): OriginFits {
  const folds = foldsOf(dataset, options);
  return Object.fromEntries(
    TARGETS.map((target) => [target, fitTarget(dataset, target, options.learners, folds, options.seed)]),
  );
}

export const foldsOf = (dataset: Pick<OriginDataset, 'releases'>, options: Pick<TrainOptions, 'folds'>) =>
  timeOrderedFolds([...dataset.releases], options.folds);
