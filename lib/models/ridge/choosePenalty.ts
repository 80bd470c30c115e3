import { solveShifted } from '../../stats/solveShifted.ts';
import { rotateBack, tridiagonalize } from '../../stats/tridiagonalize.ts';
import type { LeastSquaresSums } from './leastSquaresSums.ts';
import { addSums, centred, squaredError, withIntercept } from './leastSquaresSums.ts';

/** Four penalties per decade from 10⁻⁴ to 100, largest first. */
export const DEFAULT_PENALTIES: readonly number[] = Array.from({ length: 25 }, (_, i) => 10 ** (2 - i / 4));

/**
 * The penalty that forecasts best the blocks of rows that it was not fitted on. With rows in the order of time and
 * blocks that follow one another, neighbours in time cannot vouch for one another, and the world's drift from block to
 * block counts as error: on films this asks for a larger penalty than leaving out single rows (or its approximation by
 * generalized cross-validation) does, and rightly so. Each block costs one tridiagonal reduction for all penalties.
 * @param blocks at least two
 * @param penalties per unit of weight; of equal scores the earlier one wins
 * @see Bergmeir & Benítez 2012, "On the use of cross-validation for time series predictor evaluation"
 */
export function choosePenalty(blocks: readonly LeastSquaresSums[], penalties: readonly number[]): number {
  const whole = blocks.reduce((sum, block) => addSums(sum, block));
  const errors = new Float64Array(penalties.length);
  for (const block of blocks) {
    const others = addSums(whole, block, -1);
    const { normal, moment } = centred(others);
    const system = tridiagonalize(normal, moment);
    penalties.forEach((penalty, p) => {
      const rotated = solveShifted(system, penalty * others.weight);
      const { intercept, beta } = withIntercept(others, rotateBack(system, rotated));
      errors[p] = (errors[p] as number) + squaredError(block, intercept, beta);
    });
  }
  let best = 0;
  errors.forEach((error, p) => {
    if (error < (errors[best] as number)) best = p;
  });
  return penalties[best] as number;
}
