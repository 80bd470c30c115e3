/** A symmetric A as Q·T·Qᵀ with a tridiagonal T, for a right-hand side b. */
export interface Tridiagonal {
  /** The diagonal of T. */
  readonly diagonal: Float64Array;
  /** Beside the diagonal of T, one shorter. */
  readonly offDiagonal: Float64Array;
  /** Qᵀb */
  readonly rotated: Float64Array;
  /** The Householder vectors whose reflections make Q: that of step k in column k, from row k + 1. */
  readonly reflectors: Float64Array;
  /** 2 / vᵀv per Householder vector v; 0 where nothing is reflected. */
  readonly scales: Float64Array;
}

/**
 * Householder reduction of a symmetric matrix to tridiagonal form. Afterwards (A + λI)x = b costs O(size) for every λ,
 * and O(size²) to turn x back: what a search over λ needs.
 * @param matrix A, size x size, row after row; only its lower triangle is read
 * @param b one number per row of A
 * @see Golub & Van Loan 2013, algorithm 8.3.1; Eldén 1977 for the use in regularization
 */
export function tridiagonalize(matrix: Float64Array, b: Float64Array): Tridiagonal {
  const size = b.length;
  const a = Float64Array.from(matrix);
  const rotated = Float64Array.from(b);
  const offDiagonal = new Float64Array(Math.max(size - 1, 0));
  const reflectors = new Float64Array(size * size);
  const scales = new Float64Array(offDiagonal.length);
  const v = new Float64Array(size);
  const p = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    let squares = 0;
    for (let i = k + 1; i < size; i++) squares += (a[i * size + k] as number) ** 2;
    const norm = Math.sqrt(squares);
    const head = a[(k + 1) * size + k] as number;
    const alpha = head > 0 ? -norm : norm;
    offDiagonal[k] = alpha;
    if (norm === 0) continue;
    for (let i = k + 1; i < size; i++) {
      v[i] = a[i * size + k] as number;
      p[i] = 0;
    }
    v[k + 1] = head - alpha;
    const scale = 1 / (norm * (norm + Math.abs(head)));
    scales[k] = scale;
    // p = A·v from the lower triangle: each number serves its own row and its mirror image
    for (let i = k + 1; i < size; i++) {
      const line = i * size;
      const vi = v[i] as number;
      let sum = (a[line + i] as number) * vi;
      for (let j = k + 1; j < i; j++) {
        const value = a[line + j] as number;
        sum += value * (v[j] as number);
        p[j] = (p[j] as number) + value * vi;
      }
      p[i] = (p[i] as number) + sum;
      reflectors[line + k] = vi;
    }
    let vp = 0;
    let vb = 0;
    for (let i = k + 1; i < size; i++) {
      p[i] = scale * (p[i] as number);
      vp += (v[i] as number) * (p[i] as number);
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
      for (let j = k + 1; j <= i; j++) {
        a[line + j] = (a[line + j] as number) - vi * (p[j] as number) - pi * (v[j] as number);
      }
    }
  }
  const diagonal = Float64Array.from(rotated, (_, i) => a[i * size + i] as number);
  return { diagonal, offDiagonal, rotated, reflectors, scales };
}

/** Q·x: a vector of the rotated problem in the coordinates of the original one. */
export function rotateBack({ reflectors, scales }: Tridiagonal, x: Float64Array): Float64Array {
  const size = x.length;
  const turned = Float64Array.from(x);
  for (let k = scales.length - 1; k >= 0; k--) {
    let product = 0;
    for (let i = k + 1; i < size; i++) product += (reflectors[i * size + k] as number) * (turned[i] as number);
    const factor = (scales[k] as number) * product;
    for (let i = k + 1; i < size; i++) {
      turned[i] = (turned[i] as number) - factor * (reflectors[i * size + k] as number);
    }
  }
  return turned;
}
