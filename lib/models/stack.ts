import { cholesky } from '../stats/cholesky.ts';
import { solveCholesky } from '../stats/solveCholesky.ts';

/** How several models speak with one voice: the sum of weight · prediction, plus the bias. */
export interface StackModel {
  readonly kind: 'stack';
  readonly models: readonly string[];
  /** One per model, >= 0, summing to one. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/** What a stack learns from: predictions that no model made for a row it was trained on. */
export interface StackRows {
  /** Per model, in the order of their names: one out-of-fold prediction per row. */
  readonly predictions: Readonly<Record<string, Float64Array>>;
  readonly y: Float64Array;
  /** >= 0; without them every row counts once. */
  readonly weights?: Float64Array;
}

export interface StackOptions {
  /** How many rows the belief in equal weights is worth; default 100. */
  readonly equalRows?: number;
  /** How many rows the belief in no bias is worth; default 50. */
  readonly unbiasedRows?: number;
}

/** Beyond this many models the search over all subsets would take long. */
const MOST_MODELS = 12;

/**
 * The weights that minimize the weighted squared error of the combined prediction, with a penalty on departing from
 * equal weights that weighs as much as `equalRows` further rows with the models' mean disagreement. The minimum over the
 * simplex is exact: it is the best of the feasible minima over all subsets of models.
 * @throws RangeError for no or more than 12 models, lengths that do not fit, numbers that are not finite, or no weight
 * @see Breiman 1996, "Stacked regressions" (non-negative weights)
 */
export function fitStack(rows: StackRows, options: StackOptions = {}): StackModel {
  const { equalRows = 100, unbiasedRows = 50 } = options;
  const models = Object.keys(rows.predictions);
  const predictions = Object.values(rows.predictions);
  const weights = rows.weights ?? new Float64Array(rows.y.length).fill(1);
  checkStack(predictions, rows.y, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const errors = predictions.map((own) => own.map((prediction, i) => (rows.y[i] as number) - prediction));
  const means = errors.map((own) => own.reduce((sum, error, i) => sum + (weights[i] as number) * error, 0) / total);

  // with Σ weights = 1 the combined error is Σ weight · error, so the squared error is a quadratic form in the weights
  const count = models.length;
  const form = new Float64Array(count * count);
  errors.forEach((first, a) => {
    errors.forEach((second, b) => {
      const products = first.reduce(
        (sum, error, i) =>
          sum +
          (weights[i] as number) * (error - (means[a] as number)) * ((second[i] as number) - (means[b] as number)),
        0,
      );
      form[a * count + b] = products;
    });
  });
  const chosen = minimizeOnSimplex(form, count, equalRows * disagreement(form, count, total));
  const bias = chosen.reduce((sum, weight, a) => sum + weight * (means[a] as number), 0);
  return { kind: 'stack', models, weights: chosen, bias: (bias * total) / (total + unbiasedRows) };
}

/** The combined prediction. @throws RangeError when a model's predictions are absent or lengths differ */
export function predictStack(model: StackModel, predictions: Readonly<Record<string, Float64Array>>): Float64Array {
  const parts = model.models.map((name) => {
    const part = predictions[name];
    if (!part) throw new RangeError(`the stack needs predictions of ${name}`);
    return part;
  });
  const combined = new Float64Array(parts[0]?.length ?? 0).fill(model.bias);
  parts.forEach((part, m) => {
    if (part.length !== combined.length) throw new RangeError('predictions of different lengths');
    part.forEach((prediction, i) => {
      combined[i] = (combined[i] as number) + (model.weights[m] as number) * prediction;
    });
  });
  return combined;
}

/** Mean over models of the variance of (error − mean error of the models): per row, how far apart the models are. */
function disagreement(form: Float64Array, count: number, total: number): number {
  let own = 0;
  let all = 0;
  for (let a = 0; a < count; a++) {
    own += form[a * count + a] as number;
    for (let b = 0; b < count; b++) all += form[a * count + b] as number;
  }
  return Math.max((own - all / count) / (count * total), 0);
}

/** Minimizes wᵀFw + penalty·Σ(w − 1/count)² over w >= 0, Σw = 1. */
function minimizeOnSimplex(form: Float64Array, count: number, penalty: number): Float64Array {
  const scale = Array.from({ length: count }, (_, a) => form[a * count + a] as number).reduce((a, b) => a + b, 0);
  const ridge = penalty + 1e-10 * scale || 1; // twins share instead of dividing by zero
  const penalized = form.map((value, at) => (at % (count + 1) === 0 ? value + ridge : value));
  let best = { value: Infinity, weights: new Float64Array(count).fill(1 / count) };
  for (let subset = 1; subset < 2 ** count; subset++) {
    const members = Array.from({ length: count }, (_, a) => a).filter((a) => subset & (1 << a));
    const size = members.length;
    const block = Float64Array.from(members.flatMap((a) => members.map((b) => penalized[a * count + b] as number)));
    // Σw = 1 makes the linear part of the penalty constant, so the minimum is proportional to (F + ridge)⁻¹ 1
    const direction = solveCholesky(cholesky(block, size), new Float64Array(size).fill(1));
    const sum = direction.reduce((a, b) => a + b, 0);
    if (!direction.every((value) => value / sum >= 0)) continue;
    const value = 1 / sum;
    if (value >= best.value) continue;
    const weights = new Float64Array(count);
    members.forEach((a, i) => {
      weights[a] = (direction[i] as number) / sum;
    });
    best = { value, weights };
  }
  return best.weights;
}

function checkStack(predictions: readonly Float64Array[], y: Float64Array, weights: Float64Array): void {
  if (predictions.length === 0 || predictions.length > MOST_MODELS) {
    throw new RangeError(`a stack takes 1 … ${MOST_MODELS} models, got ${predictions.length}`);
  }
  if (weights.length !== y.length || predictions.some((own) => own.length !== y.length)) {
    throw new RangeError('predictions, targets and weights differ in length');
  }
  if (![...predictions, y, weights].every((numbers) => numbers.every(Number.isFinite))) {
    throw new RangeError('a stack learns from finite numbers only');
  }
  if (!(weights.every((weight) => weight >= 0) && weights.some((weight) => weight > 0))) {
    throw new RangeError('weights must be >= 0 and not all zero');
  }
}
