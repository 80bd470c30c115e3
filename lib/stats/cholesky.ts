/**
 * The lower triangular L with LLᵀ = A (upper triangle zero).
 * A hot loop: four rows at a time, so that each number of an earlier row serves four products.
 * @param matrix A, symmetric, size x size, row after row; only its lower triangle is read
 * @throws RangeError when A is not positive definite in double precision
 * @see Golub & Van Loan 2013, algorithm 4.2.2 (row version)
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let first = 0; first < size; first += 4) {
    const end = Math.min(first + 4, size);
    if (end - first === 4) fourRows(matrix, factor, size, first);
    for (let i = first; i < end; i++) {
      for (let j = end - first === 4 ? first : 0; j <= i; j++) {
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
  }
  return factor;
}

/** The columns before `first` of the four rows from `first` on. */
function fourRows(matrix: Float64Array, factor: Float64Array, size: number, first: number): void {
  const a = first * size;
  const b = a + size;
  const c = b + size;
  const d = c + size;
  for (let j = 0; j < first; j++) {
    const line = j * size;
    let sumA = matrix[a + j] as number;
    let sumB = matrix[b + j] as number;
    let sumC = matrix[c + j] as number;
    let sumD = matrix[d + j] as number;
    for (let k = 0; k < j; k++) {
      const own = factor[line + k] as number;
      sumA -= (factor[a + k] as number) * own;
      sumB -= (factor[b + k] as number) * own;
      sumC -= (factor[c + k] as number) * own;
      sumD -= (factor[d + k] as number) * own;
    }
    const pivot = factor[line + j] as number;
    factor[a + j] = sumA / pivot;
    factor[b + j] = sumB / pivot;
    factor[c + j] = sumC / pivot;
    factor[d + j] = sumD / pivot;
  }
}
