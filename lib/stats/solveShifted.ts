import type { Tridiagonal } from './tridiagonalize.ts';

/**
 * The solution of (A + λI)x = b from the tridiagonal form of A, in O(size), in its rotated coordinates Qᵀx; `rotateBack`
 * gives x.
 * @param lambda large enough that A + λI is positive definite
 * @see Golub & Van Loan 2013, algorithm 4.3.6 (LDLᵀ of a symmetric positive definite tridiagonal system)
 */
export function solveShifted({ diagonal, offDiagonal, rotated }: Tridiagonal, lambda: number): Float64Array {
  const size = diagonal.length;
  const pivots = new Float64Array(size);
  const x = Float64Array.from(rotated);
  for (let i = 0; i < size; i++) {
    const ratio = i > 0 ? (offDiagonal[i - 1] as number) / (pivots[i - 1] as number) : 0;
    const beside = i > 0 ? ratio * (offDiagonal[i - 1] as number) : 0;
    pivots[i] = (diagonal[i] as number) + lambda - beside;
    if (i > 0) x[i] = (x[i] as number) - ratio * (x[i - 1] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    const next = i + 1 < size ? (offDiagonal[i] as number) * (x[i + 1] as number) : 0;
    x[i] = ((x[i] as number) - next) / (pivots[i] as number);
  }
  return x;
}
