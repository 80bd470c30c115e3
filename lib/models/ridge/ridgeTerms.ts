import type { CheckedRows } from '../contract.ts';
import type { ColumnSummary } from './columnSummary.ts';

/** One column of the standardized problem: a feature's value, or the flag that the feature is missing. */
export interface RidgeTerm {
  readonly column: number;
  readonly flag: boolean;
  readonly center: number;
  readonly scale: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * What a feature contributes to the problem: its value where it varies, its missing flag where it is missing often
 * enough, nothing where too few rows know it.
 * @param total summed weight of all rows
 */
export function ridgeTerms(summary: ColumnSummary, column: number, total: number, minWeight: number): RidgeTerm[] {
  const terms: RidgeTerm[] = [];
  const { lower, upper } = summary;
  const share = summary.missingWeight / total;
  if (share > 0 && total - summary.missingWeight < minWeight) return terms;
  if (summary.deviation > 0) {
    // a missing value stands at the mean, so over all rows the column deviates by less
    const scale = summary.deviation * Math.sqrt(1 - share);
    terms.push({ column, flag: false, center: summary.mean, scale, lower, upper });
  }
  if (share > 0 && share < 1 && summary.missingWeight >= minWeight) {
    terms.push({ column, flag: true, center: share, scale: Math.sqrt(share * (1 - share)), lower: 0, upper: 1 });
  }
  return terms;
}

/** Rows x terms, row after row: each term centred and scaled to deviation one. */
export function standardize({ x }: CheckedRows, terms: readonly RidgeTerm[]): Float64Array {
  const z = new Float64Array(x.rows * terms.length);
  terms.forEach(({ column, flag, center, scale, lower, upper }, j) => {
    for (let i = 0; i < x.rows; i++) {
      const value = x.data[i * x.columns + column] as number;
      const missing = Number.isNaN(value);
      const raw = flag ? Number(missing) : missing ? center : Math.min(Math.max(value, lower), upper);
      z[i * terms.length + j] = (raw - center) / scale;
    }
  });
  return z;
}
