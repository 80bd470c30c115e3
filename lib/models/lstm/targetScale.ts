import type { TargetScale } from './sequenceModel.ts';

/**
 * Mean and deviation of the targets by the number of steps, so that films a week before release and films a week after
 * it teach alike. Numbers of steps that training never saw take those of the nearest one.
 * @param steps of each row; weights > 0
 */
export function fitTargetScale(steps: Int32Array, y: Float64Array, weights: Float64Array, most: number): TargetScale {
  const total = new Float64Array(most + 1);
  const sum = new Float64Array(most + 1);
  steps.forEach((count, row) => {
    total[count] = (total[count] as number) + (weights[row] as number);
    sum[count] = (sum[count] as number) + (weights[row] as number) * (y[row] as number);
  });
  const mean = sum.map((value, count) => value / (total[count] as number));
  const squares = new Float64Array(most + 1);
  steps.forEach((count, row) => {
    const gap = (y[row] as number) - (mean[count] as number);
    squares[count] = (squares[count] as number) + (weights[row] as number) * gap * gap;
  });
  const scale = squares.map((value, count) => Math.sqrt(value / (total[count] as number)) || 1);
  const seen = Array.from(total.keys()).filter((count) => (total[count] as number) > 0);
  const nearest = (count: number) =>
    seen.reduce((best, other) => (Math.abs(other - count) < Math.abs(best - count) ? other : best), seen[0] ?? 0);
  return {
    mean: mean.map((_, count) => mean[nearest(count)] as number),
    scale: scale.map((_, count) => scale[nearest(count)] as number),
  };
}
