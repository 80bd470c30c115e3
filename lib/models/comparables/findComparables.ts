import { weightedQuantile } from '../../stats/weightedQuantile.ts';
import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import type { ComparablesModel } from './comparablesModel.ts';
import { standardizeFilm } from './standardizeFilm.ts';

/** An earlier film used as a yardstick. */
export interface Comparable {
  /** Its row number in the training rows. */
  readonly row: number;
  /** Root of the mean squared difference over the yardstick, in robust deviations. */
  readonly distance: number;
  /** Its share of the say; those of all comparables sum to one. */
  readonly weight: number;
  /** Its log ratio. */
  readonly y: number;
}

/** The squared distance of two random films in a standardized column: what a value unknown on either side counts as. */
const UNKNOWN = 2;

/**
 * The k most similar earlier films, the weightiest first. Weights follow the Epanechnikov kernel 1 − (d / D)², where D is
 * the distance of the first film that is not among them, times the films' own training weights.
 * @throws RangeError when the number of columns differs from the training's
 */
export function findComparables(model: ComparablesModel, x: FeatureMatrix, row: number): readonly Comparable[] {
  checkColumns(model, x);
  const distances = distancesTo(model, standardizeFilm(model, x, row));
  const nearest = Array.from(distances.keys()).sort(
    (a, b) => (distances[a] as number) - (distances[b] as number) || a - b,
  );
  const chosen = nearest.slice(0, model.k);
  const beyond = nearest[model.k];
  const farthest = distances[chosen.at(-1) ?? 0] as number;
  const reach = beyond === undefined ? 1.1 * farthest : (distances[beyond] as number);
  const kernel = chosen.map((film) => (reach > 0 ? 1 - ((distances[film] as number) / reach) ** 2 : 1));
  const flat = kernel.every((value) => value <= 0); // all as far as the first one left out
  const says = chosen.map((film, i) => (flat ? 1 : (kernel[i] as number)) * (model.weights[film] as number));
  const total = says.reduce((sum, say) => sum + say, 0);
  return chosen
    .map((film, i) => ({
      row: model.source[film] as number,
      distance: distances[film] as number,
      weight: (says[i] as number) / total,
      y: model.y[film] as number,
    }))
    .sort((a, b) => b.weight - a.weight);
}

/** Per row the weighted median of the comparables' log ratios. */
export function predictComparables(model: ComparablesModel, x: FeatureMatrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => {
    const comparables = findComparables(model, x, row);
    return weightedQuantile(
      comparables.map(({ y }) => y),
      comparables.map(({ weight }) => weight),
      0.5,
    );
  });
}

function distancesTo(model: ComparablesModel, film: Float64Array): Float64Array {
  const width = film.length;
  return model.y.map((_, other) => {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const difference = (film[j] as number) - (model.films[other * width + j] as number);
      const squared = difference * difference;
      sum += (model.importance[j] as number) * (Number.isNaN(squared) ? UNKNOWN : squared);
    }
    return Math.sqrt(sum);
  });
}
