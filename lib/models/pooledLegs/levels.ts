import type { FeatureMatrix } from '../matrix.ts';

/**
 * What rows are told apart by: indicator columns, of which a row may have several or none ("none" is the last level), or
 * a number cut into tiers. Levels are numbered in this order.
 */
export type Factor =
  | { readonly name: string; readonly kind: 'indicators'; readonly columns: Int32Array }
  | { readonly name: string; readonly kind: 'tiers'; readonly column: number; readonly cuts: Float64Array };

/** A level that a row belongs to; the shares of one row sum to one. */
interface Membership {
  readonly level: number;
  readonly share: number;
}

/** How many levels a factor has. */
export function levelCount(factor: Factor): number {
  return factor.kind === 'tiers' ? factor.cuts.length + 1 : factor.columns.length + 1;
}

/** The levels of one row, in equal shares; none where the factor is unknown. */
export function levelsOf(factor: Factor, x: FeatureMatrix, row: number): readonly Membership[] {
  const value = (column: number) => x.data[row * x.columns + column] as number;
  if (factor.kind === 'tiers') {
    const own = value(factor.column);
    return Number.isNaN(own) ? [] : [{ level: factor.cuts.filter((cut) => own > cut).length, share: 1 }];
  }
  if (factor.columns.some((column) => Number.isNaN(value(column)))) return [];
  const levels = Array.from(factor.columns.keys()).filter((level) => value(factor.columns[level] as number) > 0.5);
  if (levels.length === 0) return [{ level: factor.columns.length, share: 1 }];
  return levels.map((level) => ({ level, share: 1 / levels.length }));
}
