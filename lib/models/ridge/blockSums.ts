import type { LeastSquaresSums } from './leastSquaresSums.ts';
import { addSums, sumsOf } from './leastSquaresSums.ts';

/** Neighbouring rows and their sums. */
export interface RowBlock {
  readonly from: number;
  readonly until: number;
  readonly sums: LeastSquaresSums;
}

/** Cuts rows, in their order, into blocks of about equal length; fewer than asked where there are fewer rows. */
export function rowBlocks(z: Float64Array, y: Float64Array, weights: Float64Array, blocks: number): RowBlock[] {
  const width = z.length / y.length;
  const count = Math.min(blocks, y.length);
  return Array.from({ length: count }, (_, block) => {
    const from = Math.floor((block * y.length) / count);
    const until = Math.floor(((block + 1) * y.length) / count);
    const sums = sumsOf(
      z.subarray(from * width, until * width),
      y.subarray(from, until),
      weights.subarray(from, until),
    );
    return { from, until, sums };
  });
}

/**
 * The sums of each block after some rows have changed their weights, from those rows alone: a robust fit changes few.
 * @param before the weights that the blocks were summed with
 */
export function reweighed(
  blocks: readonly RowBlock[],
  z: Float64Array,
  y: Float64Array,
  before: Float64Array,
  after: Float64Array,
): LeastSquaresSums[] {
  const width = z.length / y.length;
  return blocks.map(({ from, until, sums }) => {
    const changed = Int32Array.from({ length: until - from }, (_, i) => from + i).filter(
      (row) => before[row] !== after[row],
    );
    if (changed.length === 0) return sums;
    const own = new Float64Array(changed.length * width);
    changed.forEach((row, i) => {
      own.set(z.subarray(row * width, (row + 1) * width), i * width);
    });
    const targets = Float64Array.from(changed, (row) => y[row] as number);
    const steps = Float64Array.from(changed, (row) => (after[row] as number) - (before[row] as number));
    return addSums(sums, sumsOf(own, targets, steps));
  });
}
