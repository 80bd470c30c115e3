/**
 * The lower triangle of ZᵀWZ and the vector ZᵀWy, which is all that least squares needs of its rows.
 * A hot loop: four rows and two columns at a time, so that each number read serves eight products.
 * @param z `rows` x `columns` numbers, row after row
 * @param y one target per row
 * @param weights one weight per row, of any sign
 * @returns `gram`: columns x columns, row after row, upper triangle zero; `moment`: one number per column
 */
export function gram(
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): { readonly gram: Float64Array; readonly moment: Float64Array } {
  const rows = y.length;
  const columns = rows === 0 ? 0 : z.length / rows;
  const sums = new Float64Array(columns * columns);
  const moment = new Float64Array(columns);
  const weighted = new Float64Array(4 * (columns + 1)); // w·z of the four rows; the spare column stays zero
  for (let row = 0; row < rows; row += 4) {
    const count = Math.min(4, rows - row);
    for (let k = 0; k < 4; k++) {
      const from = (row + k) * columns;
      const weight = k < count ? (weights[row + k] as number) : 0;
      const target = k < count ? (y[row + k] as number) : 0;
      for (let a = 0; a < columns; a++) {
        const value = k < count ? weight * (z[from + a] as number) : 0;
        weighted[4 * a + k] = value;
        moment[a] = (moment[a] as number) + value * target;
      }
    }
    // rows beyond the last one weigh nothing; they read the last row again
    const r0 = row * columns;
    const r1 = (row + Math.min(1, count - 1)) * columns;
    const r2 = (row + Math.min(2, count - 1)) * columns;
    const r3 = (row + count - 1) * columns;
    for (let a = 0; a < columns; a += 2) {
      const at = 4 * a;
      const a0 = weighted[at] as number;
      const a1 = weighted[at + 1] as number;
      const a2 = weighted[at + 2] as number;
      const a3 = weighted[at + 3] as number;
      const b0 = weighted[at + 4] as number;
      const b1 = weighted[at + 5] as number;
      const b2 = weighted[at + 6] as number;
      const b3 = weighted[at + 7] as number;
      const lineA = a * columns;
      const lineB = a + 1 < columns ? lineA + columns : lineA; // an odd last column adds zeros to itself
      for (let c = 0; c <= a; c++) {
        const z0 = z[r0 + c] as number;
        const z1 = z[r1 + c] as number;
        const z2 = z[r2 + c] as number;
        const z3 = z[r3 + c] as number;
        sums[lineA + c] = (sums[lineA + c] as number) + a0 * z0 + a1 * z1 + a2 * z2 + a3 * z3;
        sums[lineB + c] = (sums[lineB + c] as number) + b0 * z0 + b1 * z1 + b2 * z2 + b3 * z3;
      }
      if (a + 1 === columns) continue;
      const own = r0 + a + 1;
      const corner = lineB + a + 1;
      sums[corner] =
        (sums[corner] as number) +
        b0 * (z[own] as number) +
        b1 * (z[r1 + a + 1] as number) +
        b2 * (z[r2 + a + 1] as number) +
        b3 * (z[r3 + a + 1] as number);
    }
  }
  return { gram: sums, moment };
}
