/**
 * The inner loops of the network over one block of memory. Everything is given by the number at which it begins; matrices
 * are row after row. Rows m are multiples of 4, columns n of 8, so that vectors are full.
 */
export interface LstmKernel {
  readonly memory: Float32Array | Float64Array;
  /** Prepares a k x n matrix for {@link multiply}, as many numbers as it has. */
  pack(b: number, packed: number, k: number, n: number): void;
  /** Prepares the transpose of an n x k matrix. */
  packTransposed(b: number, packed: number, k: number, n: number): void;
  /** C += A B, where A is m x k and B was packed. */
  multiply(a: number, packed: number, c: number, m: number, k: number, n: number): void;
  /** C += Aᵀ B, where A is k x m and B is k x n, as it is. */
  multiplyTransposed(a: number, b: number, c: number, m: number, k: number, n: number): void;
  /** Every one of the rows of C becomes the given row. */
  fillRows(row: number, c: number, rows: number, n: number): void;
  /** The row grows by the sum of the rows of A. */
  sumRows(a: number, row: number, rows: number, n: number): void;
  /**
   * One step of a layer: z holds rows x 4h (input, forget, cell, output), which are activated in place.
   * @param before, cell, out rows x h: cells before and after the step, and what the layer puts out
   */
  gatesForward(z: number, before: number, cell: number, out: number, rows: number, h: number): void;
  /** Turns activated gates into their gradients; `dCell` comes from the later step and goes on to the earlier one. */
  gatesBackward(z: number, before: number, cell: number, dOut: number, dCell: number, rows: number, h: number): void;
  /**
   * One step of Adam (betas 0.9 and 0.999) on n parameters.
   * @param scale of the gradients, `keep` of the parameters before the step
   * @param rate, floor step size and smallest divisor, both with the correction for the first steps in them
   * @see Kingma & Ba 2015; Loshchilov & Hutter 2019 for the decay apart from the gradient
   */
  adam(
    parameters: number,
    gradients: number,
    mean: number,
    square: number,
    n: number,
    scale: number,
    keep: number,
    rate: number,
    floor: number,
  ): void;
}
