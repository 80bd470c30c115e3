import { weightedQuantile } from '../../stats/weightedQuantile.ts';

/**
 * What boosting minimizes, on residuals r = y − prediction: squared r²/2; huber r²/2 up to `delta`, linear beyond (a
 * broken record pulls no harder than a bad miss); pinball level·r for r > 0, (level − 1)·r else (predicts a quantile).
 */
export type Loss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'huber'; readonly delta: number }
  | { readonly kind: 'pinball'; readonly level: number };

/** Minus the derivative of the loss by the prediction, at one residual. */
export function pullOf(loss: Loss, residual: number): number {
  switch (loss.kind) {
    case 'squared':
      return residual;
    case 'huber':
      return Math.min(Math.max(residual, -loss.delta), loss.delta);
    case 'pinball':
      return residual > 0 ? loss.level : loss.level - 1;
  }
}

/** The weighted mean loss of predictions. */
export function meanLoss(loss: Loss, y: Float64Array, predictions: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    sum += (weights[i] as number) * lossOf(loss, (y[i] as number) - (predictions[i] as number));
    total += weights[i] as number;
  }
  return sum / total;
}

/** The constant with the smallest loss (for huber: the median, near enough to start from). */
export function startOf(loss: Loss, y: Float64Array, weights: Float64Array): number {
  if (loss.kind === 'huber') return weightedQuantile(y, weights, 0.5);
  if (loss.kind === 'pinball') return weightedQuantile(y, weights, loss.level);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    sum += (weights[i] as number) * (y[i] as number);
    total += weights[i] as number;
  }
  return sum / total;
}

/** @throws RangeError for a delta or level that makes no sense */
export function checkLoss(loss: Loss): void {
  if (loss.kind === 'huber' && !(loss.delta > 0)) throw new RangeError(`huber delta must be > 0, got ${loss.delta}`);
  if (loss.kind === 'pinball' && !(loss.level > 0 && loss.level < 1)) {
    throw new RangeError(`pinball level must lie in (0, 1), got ${loss.level}`);
  }
}

function lossOf(loss: Loss, residual: number): number {
  const size = Math.abs(residual);
  switch (loss.kind) {
    case 'squared':
      return (residual * residual) / 2;
    case 'huber':
      return size <= loss.delta ? (residual * residual) / 2 : loss.delta * (size - loss.delta / 2);
    case 'pinball':
      return residual > 0 ? loss.level * residual : (loss.level - 1) * residual;
  }
}
