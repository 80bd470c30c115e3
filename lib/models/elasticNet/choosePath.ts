import type { LeastSquaresSums } from '../ridge/leastSquaresSums.ts';
import { addSums, squaredError, withIntercept } from '../ridge/leastSquaresSums.ts';
import { descend } from './coordinateDescent.ts';
import { descentProblem, startAtZero } from './descentProblem.ts';

export interface Path {
  /** Largest first, each > 0. */
  readonly penalties: readonly number[];
  /** Share of the penalty that falls on absolute values, in [0, 1]. */
  readonly l1Share: number;
  readonly signs: Int8Array;
  /** Standard deviation of the target, > 0: the unit of the absolute part. */
  readonly unit: number;
}

/** The two parts of a penalty. */
export function penaltyOf(penalty: number, { l1Share, unit }: Pick<Path, 'l1Share' | 'unit'>) {
  return { absolute: penalty * l1Share * unit, square: penalty * (1 - l1Share) };
}

/** How near to the end the search for a penalty goes, in units of the target. */
const NEAR = 1e-5;
/** Smaller penalties cannot win any more once a block's error has grown so far beyond its least. */
const WORSE = 1.03;

/**
 * The penalty that forecasts best the blocks of rows that it was not fitted on; see `choosePenalty` of the ridge for why
 * blocks follow one another in time. Each block walks down the path once, every penalty beginning where the last ended.
 * @param blocks at least two
 * @returns of equal scores the larger penalty
 */
export function choosePath(blocks: readonly LeastSquaresSums[], path: Path): number {
  const whole = blocks.reduce((sum, block) => addSums(sum, block));
  const errors = new Float64Array(path.penalties.length);
  const walks = blocks.map((block) => {
    const others = addSums(whole, block, -1);
    const problem = descentProblem(others, path.signs);
    return { block, others, problem, state: startAtZero(problem) };
  });
  let best = 0;
  for (const [p, penalty] of path.penalties.entries()) {
    for (const { block, others, problem, state } of walks) {
      descend(problem, penaltyOf(penalty, path), state, NEAR * path.unit);
      const { intercept, beta } = withIntercept(others, state.beta);
      errors[p] = (errors[p] as number) + squaredError(block, intercept, beta);
    }
    if ((errors[p] as number) < (errors[best] as number)) best = p;
    else if ((errors[p] as number) > WORSE * (errors[best] as number)) break;
  }
  return path.penalties[best] as number;
}
