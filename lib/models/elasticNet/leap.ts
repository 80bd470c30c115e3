import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { DescentProblem, DescentState, Penalty } from './descentProblem.ts';

/** How often a leap that was cut short is followed by another. */
const MOST_LEAPS = 8;
/** Added to the diagonal, against its mean, so that twin columns share instead of dividing by zero. */
const JITTER = 1e-11;

/**
 * Moves the coefficients that are not zero to where they would be best if all kept their signs, or as far on the way as
 * the first that may not change its sign, or whose absolute value costs, reaches zero; it stays there, the others go on. No leap makes the penalized squares worse: between
 * changes of sign they are a parabola whose bottom is the goal.
 * @see Lee, Battle, Raina & Ng 2007, "Efficient sparse coding algorithms" (feature-sign search)
 */
export function leap(problem: DescentProblem, penalty: Penalty, state: DescentState): void {
  const { beta } = state;
  for (let count = 0; count < MOST_LEAPS; count++) {
    const active = Int32Array.from(beta.keys()).filter((j) => beta[j] !== 0);
    if (active.length === 0) break;
    const goal = bestWithSigns(problem, penalty, beta, active);
    let share = 1;
    let first = -1;
    active.forEach((j, i) => {
      const own = beta[j] as number;
      const end = goal[i] as number;
      const stops = own * end < 0 && (penalty.absolute > 0 || end * (problem.signs[j] as number) < 0);
      const reach = own / (own - end); // where on the way the coefficient is zero
      if (stops && reach < share) {
        share = reach;
        first = j;
      }
    });
    active.forEach((j, i) => {
      const own = beta[j] as number;
      beta[j] = j === first ? 0 : share === 1 ? (goal[i] as number) : own + share * ((goal[i] as number) - own);
    });
    if (first < 0) break;
  }
  updateGradient(problem, state);
}

function bestWithSigns(
  { gram, moment }: DescentProblem,
  { absolute, square }: Penalty,
  beta: Float64Array,
  active: Int32Array,
): Float64Array {
  const size = active.length;
  const all = beta.length;
  const matrix = new Float64Array(size * size);
  let trace = 0;
  active.forEach((j, i) => {
    for (let k = 0; k <= i; k++) matrix[i * size + k] = gram[j * all + (active[k] as number)] as number;
    trace += gram[j * all + j] as number;
  });
  const extra = square + (JITTER * trace) / size;
  for (let i = 0; i < size; i++) matrix[i * size + i] = (matrix[i * size + i] as number) + extra;
  const pull = Float64Array.from(active, (j) => (moment[j] as number) - absolute * Math.sign(beta[j] as number));
  return solveCholesky(cholesky(matrix, size), pull);
}

function updateGradient({ gram, moment }: DescentProblem, { beta, gradient }: DescentState): void {
  const size = beta.length;
  gradient.set(moment);
  for (let j = 0; j < size; j++) {
    const own = beta[j] as number;
    if (own === 0) continue;
    for (let k = 0; k < size; k++) gradient[k] = (gradient[k] as number) - own * (gram[j * size + k] as number);
  }
}
