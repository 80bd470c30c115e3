/**
 * The lower triangle of ZᵀWZ and the vector ZᵀWy, which is all that least squares needs of its rows.
 * Four rows at a time, so that every sum is read and written once per four products (a hot loop without allocation).
 * @param z `rows` x `columns` numbers, row after row
 * @param y one target per row
 * @param weights one weight per row
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
  for (let row = 0; row < rows; row += 4) {
    const last = rows - 1;
    const r1 = Math.min(row + 1, last) * columns;
    const r2 = Math.min(row + 2, last) * columns;
    const r3 = Math.min(row + 3, last) * columns;
    const r0 = row * columns;
    const w0 = weights[row] as number;
    const w1 = row + 1 < rows ? (weights[row + 1] as number) : 0;
    const w2 = row + 2 < rows ? (weights[row + 2] as number) : 0;
    const w3 = row + 3 < rows ? (weights[row + 3] as number) : 0;
    const y0 = y[row] as number;
    const y1 = y[Math.min(row + 1, last)] as number;
    const y2 = y[Math.min(row + 2, last)] as number;
    const y3 = y[Math.min(row + 3, last)] as number;
    for (let a = 0; a < columns; a++) {
      const z0 = w0 * (z[r0 + a] as number);
      const z1 = w1 * (z[r1 + a] as number);
      const z2 = w2 * (z[r2 + a] as number);
      const z3 = w3 * (z[r3 + a] as number);
      moment[a] = (moment[a] as number) + z0 * y0 + z1 * y1 + z2 * y2 + z3 * y3;
      const line = a * columns;
      for (let c = 0; c <= a; c++) {
        sums[line + c] =
          (sums[line + c] as number) +
          z0 * (z[r0 + c] as number) +
          z1 * (z[r1 + c] as number) +
          z2 * (z[r2 + c] as number) +
          z3 * (z[r3 + c] as number);
      }
    }
  }
  return { gram: sums, moment };
}
