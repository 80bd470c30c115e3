import type { Day } from '../film/day.ts';
import { ORIGINS, type Origin } from '../film/origin.ts';
import type { FoldOptions } from './folds.ts';
import { DEFAULT_LEARNERS, type LearnerName } from './learners.ts';

/** Everything that decides what is trained, but the history. */
export interface TrainOptions {
  /** Only what was known at the beginning of this local day is learnt from. */
  readonly asOf: Day;
  readonly origins: readonly Origin[];
  readonly learners: readonly LearnerName[];
  readonly seed: number;
  readonly folds: FoldOptions;
  /** Groups of features that are hidden from every learner, to see what they are worth; none by default. */
  readonly hiddenGroups?: readonly string[];
}

const DEFAULTS = {
  origins: ORIGINS,
  learners: DEFAULT_LEARNERS,
  seed: 20160101,
  folds: { folds: 4, share: 0.5, fewest: 80 },
} as const satisfies Omit<TrainOptions, 'asOf'>;

/** Fills in what is not chosen. */
export function trainOptions(chosen: Partial<TrainOptions> & Pick<TrainOptions, 'asOf'>): TrainOptions {
  return { ...DEFAULTS, ...chosen };
}
