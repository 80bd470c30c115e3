import { deriveSeed } from '../stats/deriveSeed.ts';
import { type Random, seededRandom } from '../stats/random.ts';
import { standardNormal } from '../stats/standardNormal.ts';

/** Draws from one stream; every simulated thing has a stream of its own. */
export interface Draw {
  uniform(): number;
  between(low: number, high: number): number;
  normal(mean?: number, spread?: number): number;
  /** Normal with now and then (one draw in ten) four times the spread: what happens to people and cinemas. */
  heavy(spread: number): number;
  /** An integer of 0 … count - 1. */
  below(count: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** An index with probability proportional to its weight. */
  weighted(weights: readonly number[]): number;
}

const RARE = 0.1;
const RARE_SPREAD = 4;

/** The stream of a named thing of a seeded simulation. */
export function drawsOf(seed: number, name: string): Draw {
  return drawsFrom(seededRandom(deriveSeed(seed, name)));
}

function drawsFrom(random: Random): Draw {
  const below = (count: number) => Math.floor(random() * count);
  const normal = (mean = 0, spread = 1) => mean + spread * standardNormal(random);
  return {
    uniform: random,
    between: (low, high) => low + (high - low) * random(),
    normal,
    // Always three numbers of the stream, so that what follows does not shift.
    heavy: (spread) => (random() < RARE ? RARE_SPREAD : 1) * normal(0, spread),
    below,
    chance: (probability) => random() < probability,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('there is nothing to pick from');
      return items[below(items.length)] as T;
    },
    weighted(weights) {
      let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return found < 0 ? weights.length - 1 : found;
    },
  };
}
