import type { PresentErrors } from './presentFilms.ts';
import { sampleQuantile } from './sampleQuantile.ts';

/** Medians of the same errors under two sets of weights. */
export interface Middles {
  /** The sample median, as quantiles are read off samples. */
  readonly own: number;
  /** The median between the values, which moves without jumps as weights change. */
  readonly smooth: number;
}

/** Medians of errors: of one film, and of films of its size. */
export function middlesOf(
  { errors, places }: PresentErrors,
  ownWeights: Float64Array,
  sizeWeights: Float64Array,
): Middles {
  const sorted = new Float64Array(places.length);
  const cumulated = new Float64Array(places.length);
  let mass = 0;
  for (let k = 0; k < places.length; k++) {
    const place = places[k] as number;
    sorted[k] = errors[place] as number;
    mass += ownWeights[place] as number;
    cumulated[k] = mass;
  }
  return { own: sampleQuantile(sorted, 0.5, cumulated), smooth: smoothMedian(sorted, places, sizeWeights) };
}

/** Interpolates between the values at the middles of their weights. */
function smoothMedian(sorted: Float64Array, places: Uint16Array, weights: Float64Array): number {
  let all = 0;
  for (const weight of weights) all += weight;
  let [mass, before, value] = [0, 0, sorted[0] as number];
  for (let k = 0; k < sorted.length; k++) {
    const weight = weights[places[k] as number] as number;
    const middle = mass + weight / 2;
    const next = sorted[k] as number;
    if (middle >= all / 2) {
      return k === 0 || middle === before ? next : value + ((all / 2 - before) / (middle - before)) * (next - value);
    }
    mass += weight;
    before = middle;
    value = next;
  }
  return value;
}
