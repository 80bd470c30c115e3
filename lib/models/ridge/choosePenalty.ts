import { ridgeTrace } from '../../stats/ridgeTrace.ts';
import { tridiagonalize } from '../../stats/tridiagonalize.ts';

/** Four penalties per decade from 10⁻⁴ to 100, largest first. */
export const DEFAULT_PENALTIES: readonly number[] = Array.from({ length: 25 }, (_, i) => 10 ** (2 - i / 4));

/** A standardized, centered least-squares problem, reduced to its sums. */
export interface NormalEquations {
  /** Lower triangle of ZᵀWZ. */
  readonly normal: Float64Array;
  /** ZᵀWy */
  readonly moment: Float64Array;
  /** yᵀWy */
  readonly squares: number;
  /** Sum of the weights: how many rows there are. */
  readonly total: number;
}

/**
 * The penalty with the smallest generalized cross-validation score n·RSS / (n − df)², where df counts the intercept. All
 * penalties together cost one tridiagonal reduction. Penalties that leave no degree of freedom are passed over; if all
 * do, the largest is taken.
 * @param penalties per unit of weight; of equal scores the earlier one wins
 * @see Golub, Heath & Wahba 1979, "Generalized cross-validation as a method for choosing a good ridge parameter"
 */
export function choosePenalty(
  problem: NormalEquations,
  penalties: readonly number[],
): { readonly penalty: number; readonly degreesOfFreedom: number } {
  const { normal, moment, squares, total } = problem;
  const system = tridiagonalize(normal, moment);
  let best: { penalty: number; degreesOfFreedom: number; score: number } | undefined;
  for (const penalty of penalties) {
    const trace = ridgeTrace(system, penalty * total);
    const residual = squares - trace.fitted - penalty * total * trace.squaredNorm;
    const free = total - trace.degreesOfFreedom - 1;
    const score = free > 0 ? (total * Math.max(residual, 0)) / free ** 2 : Infinity;
    if (score < (best?.score ?? Infinity)) {
      best = { penalty, degreesOfFreedom: trace.degreesOfFreedom, score };
    }
  }
  if (best) return { penalty: best.penalty, degreesOfFreedom: best.degreesOfFreedom };
  const penalty = Math.max(...penalties);
  return { penalty, degreesOfFreedom: ridgeTrace(system, penalty * total).degreesOfFreedom };
}
