/**
 * The lower triangular L with LLᵀ = A (upper triangle zero).
 * @param matrix A, symmetric, size x size, row after row; only its lower triangle is read
 * @throws RangeError when A is not positive definite in double precision
 * @see Golub & Van Loan 2013, algorithm 4.2.2 (row version)
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
      if (j < i) {
        factor[i * size + j] = sum / (factor[j * size + j] as number);
      } else {
        if (!(sum > 0)) throw new RangeError(`the matrix is not positive definite (pivot ${i}: ${sum})`);
        factor[i * size + i] = Math.sqrt(sum);
      }
    }
  }
  return factor;
}
