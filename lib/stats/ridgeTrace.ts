import type { Tridiagonal } from './tridiagonalize.ts';

/** What one penalty does to a least-squares problem (A = ZᵀWZ, b = ZᵀWy, β = (A + λI)⁻¹b). */
export interface RidgeTrace {
  /** βᵀb */
  readonly fitted: number;
  /** βᵀβ */
  readonly squaredNorm: number;
  /** trace of A(A + λI)⁻¹: how many free coefficients the fit is worth */
  readonly degreesOfFreedom: number;
}

/**
 * Evaluates one penalty on a tridiagonalized problem in O(size): pivots of T + λI from above (δ) and from below (γ)
 * give its solution and, since (T + λI)⁻¹ᵢᵢ = 1 / (δᵢ + γᵢ − dᵢ), the trace of its inverse.
 * @param lambda > 0
 * @see Meurant 1992, "A review on the inverse of symmetric tridiagonal and block tridiagonal matrices", theorem 2.3
 */
export function ridgeTrace(system: Tridiagonal, lambda: number): RidgeTrace {
  const { diagonal, offDiagonal, rotated } = system;
  const size = diagonal.length;
  const below = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    const next = i + 1 < size ? (offDiagonal[i] as number) ** 2 / (below[i + 1] as number) : 0;
    below[i] = (diagonal[i] as number) + lambda - next;
  }
  const above = new Float64Array(size);
  const x = new Float64Array(size);
  let inverseTrace = 0;
  for (let i = 0; i < size; i++) {
    const shifted = (diagonal[i] as number) + lambda;
    const ratio = i > 0 ? (offDiagonal[i - 1] as number) / (above[i - 1] as number) : 0;
    above[i] = i > 0 ? shifted - ratio * (offDiagonal[i - 1] as number) : shifted;
    x[i] = (rotated[i] as number) - (i > 0 ? ratio * (x[i - 1] as number) : 0);
    inverseTrace += 1 / ((above[i] as number) + (below[i] as number) - shifted);
  }
  let fitted = 0;
  let squaredNorm = 0;
  for (let i = size - 1; i >= 0; i--) {
    const next = i + 1 < size ? (offDiagonal[i] as number) * (x[i + 1] as number) : 0;
    x[i] = ((x[i] as number) - next) / (above[i] as number);
    fitted += (x[i] as number) * (rotated[i] as number);
    squaredNorm += (x[i] as number) ** 2;
  }
  return { fitted, squaredNorm, degreesOfFreedom: size - lambda * inverseTrace };
}
