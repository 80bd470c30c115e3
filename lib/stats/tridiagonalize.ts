/** QᵀAQ as its two diagonals, and Qᵀb, for an orthogonal Q that is not kept. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** One shorter than the diagonal. */
  readonly offDiagonal: Float64Array;
  readonly rotated: Float64Array;
}

/**
 * Householder reduction of a symmetric A to tridiagonal form, applied to a right-hand side along the way. Afterwards
 * (A + λI)x = b costs O(size) for every λ: what a search over λ needs.
 * @param matrix A, size x size, row after row; only its lower triangle is read
 * @param b one number per row of A
 * @see Golub & Van Loan 2013, algorithm 8.3.1; Eldén 1977 for the use in regularization
 */
export function tridiagonalize(matrix: Float64Array, b: Float64Array): Tridiagonal {
  const size = b.length;
  const a = Float64Array.from(matrix);
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) a[j * size + i] = a[i * size + j] as number;
  const rotated = Float64Array.from(b);
  const offDiagonal = new Float64Array(Math.max(size - 1, 0));
  const v = new Float64Array(size);
  const p = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    let norm = 0;
    for (let i = k + 1; i < size; i++) norm = Math.hypot(norm, a[i * size + k] as number);
    const head = a[(k + 1) * size + k] as number;
    const alpha = head > 0 ? -norm : norm;
    offDiagonal[k] = alpha;
    if (norm === 0) continue;
    // v = x − alpha·e₁, reflector H = I − 2vvᵀ / vᵀv
    for (let i = k + 1; i < size; i++) v[i] = a[i * size + k] as number;
    v[k + 1] = head - alpha;
    const scale = 1 / (norm * (norm + Math.abs(head))); // 2 / vᵀv
    let vp = 0;
    let vb = 0;
    for (let i = k + 1; i < size; i++) {
      let sum = 0;
      const line = i * size;
      for (let j = k + 1; j < size; j++) sum += (a[line + j] as number) * (v[j] as number);
      p[i] = scale * sum;
      vp += (v[i] as number) * scale * sum;
      vb += (v[i] as number) * (rotated[i] as number);
    }
    for (let i = k + 1; i < size; i++) {
      p[i] = (p[i] as number) - 0.5 * scale * vp * (v[i] as number);
      rotated[i] = (rotated[i] as number) - scale * vb * (v[i] as number);
    }
    for (let i = k + 1; i < size; i++) {
      const line = i * size;
      const vi = v[i] as number;
      const pi = p[i] as number;
      for (let j = k + 1; j < size; j++) {
        a[line + j] = (a[line + j] as number) - vi * (p[j] as number) - pi * (v[j] as number);
      }
    }
  }
  return { diagonal: Float64Array.from(rotated, (_, i) => a[i * size + i] as number), offDiagonal, rotated };
}
