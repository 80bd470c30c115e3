import { sampleQuantile } from './sampleQuantile.ts';
import { sortedPlaces } from './sortedWithWeights.ts';

/** Medians of the same errors under two sets of weights. */
export interface Middles {
  /** The sample median, as quantiles are read off samples. */
  readonly own: number;
  /** The median between the values, which moves without jumps as weights change. */
  readonly smooth: number;
}

/** Medians of errors: of one film, and of films of its size. */
export function middlesOf(errors: Float64Array, ownWeights: Float64Array, sizeWeights: Float64Array): Middles {
  const places = sortedPlaces(errors);
  const sorted = Float64Array.from(places, (place) => errors[place] as number);
  let mass = 0;
  const cumulated = Float64Array.from(places, (place) => {
    mass += ownWeights[place] as number;
    return mass;
  });
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
