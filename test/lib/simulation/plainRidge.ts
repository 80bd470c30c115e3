import { cholesky } from '../../../lib/stats/cholesky.ts';
import { solveCholesky } from '../../../lib/stats/solveCholesky.ts';

/** How strongly slopes are held back, as so many films that say zero. */
const PENALTY = 15;

/**
 * Textbook ridge on standardized columns, a free intercept, unknown values (NaN) at the mean: kept apart from the
 * product's own models so that what is measured with it does not move with them.
 * @returns forecasts for `rows`
 */
export function plainRidge(
  x: readonly Float64Array[],
  y: readonly number[],
  rows: readonly Float64Array[],
): readonly number[] {
  const width = x[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) => {
    const known = x.map((row) => row[column] as number).filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length));
    return { mean, spread };
  });
  const standardize = (row: Float64Array) =>
    row.map((value, column) => {
      const { mean, spread } = scales[column] ?? { mean: 0, spread: 0 };
      return Number.isNaN(value) || spread < 1e-9 ? 0 : (value - mean) / spread;
    });
  const middle = y.reduce((sum, value) => sum + value, 0) / y.length;
  const gram = new Float64Array(width * width);
  const moment = new Float64Array(width);
  x.map(standardize).forEach((row, i) => {
    for (let a = 0; a < width; a++) {
      moment[a] = (moment[a] as number) + (row[a] as number) * ((y[i] as number) - middle);
      for (let b = 0; b < width; b++) {
        gram[a * width + b] = (gram[a * width + b] as number) + (row[a] as number) * (row[b] as number);
      }
    }
  });
  for (let a = 0; a < width; a++) gram[a * width + a] = (gram[a * width + a] as number) + PENALTY;
  const slopes = solveCholesky(cholesky(gram, width), moment);
  return rows.map((row) => standardize(row).reduce((sum, value, a) => sum + value * (slopes[a] as number), middle));
}
