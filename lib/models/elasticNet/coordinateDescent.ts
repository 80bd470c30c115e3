import type { DescentProblem, DescentState, Penalty } from './descentProblem.ts';
import { leap } from './leap.ts';

const MOST_ROUNDS = 1000;
/** Sweeps over the coefficients that are not zero before each leap. */
const SHORT_SWEEPS = 3;

/**
 * Minimizes the penalized squares by cyclic coordinate descent with covariance updates, from wherever the state stands:
 * one coefficient after the other moves to its optimum given the others, until none moves by more than the tolerance in a
 * sweep over all. Sweeps alone take thousands of rounds where columns say nearly the same, so between them the
 * coefficients that are not zero leap to their common optimum (see `leap`).
 * @see Friedman, Hastie & Tibshirani 2010, "Regularization paths for generalized linear models via coordinate descent",
 * sections 2.1-2.2 and 2.6
 */
export function descend(problem: DescentProblem, penalty: Penalty, state: DescentState, tolerance: number): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (sweepOver(problem, penalty, state, false) <= tolerance) return;
    for (let sweep = 0; sweep < SHORT_SWEEPS; sweep++) {
      if (sweepOver(problem, penalty, state, true) <= tolerance) break;
    }
    leap(problem, penalty, state);
  }
}

/**
 * A hot loop: a move costs one pass over a row of the Gram matrix, nothing is allocated.
 * @returns the largest move of any coefficient
 */
function sweepOver(
  { gram, signs }: DescentProblem,
  { absolute, square }: Penalty,
  { beta, gradient }: DescentState,
  activeOnly: boolean,
): number {
  const size = beta.length;
  let largest = 0;
  for (let j = 0; j < size; j++) {
    const before = beta[j] as number;
    if (activeOnly && before === 0) continue;
    const line = j * size;
    const curvature = gram[line + j] as number;
    const pull = (gradient[j] as number) + curvature * before;
    const sign = signs[j] as number;
    let after = 0;
    if (pull > absolute && sign >= 0) after = (pull - absolute) / (curvature + square);
    else if (pull < -absolute && sign <= 0) after = (pull + absolute) / (curvature + square);
    const move = after - before;
    if (move === 0) continue;
    beta[j] = after;
    for (let k = 0; k < size; k++) gradient[k] = (gradient[k] as number) - move * (gram[line + k] as number);
    largest = Math.max(largest, Math.abs(move));
  }
  return largest;
}
