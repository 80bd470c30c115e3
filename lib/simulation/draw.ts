import type { Random } from '../stats/random.ts';
import { standardNormal } from '../stats/standardNormal.ts';

/** Draws from one stream; every simulated thing has a stream of its own. */
export interface Draw {
  uniform(): number;
  normal(mean?: number, spread?: number): number;
  /** An integer of 0 … count - 1. */
  below(count: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** An index with probability proportional to its weight. */
  weighted(weights: readonly number[]): number;
}

export function drawsFrom(random: Random): Draw {
  const below = (count: number) => Math.floor(random() * count);
  return {
    uniform: random,
    normal: (mean = 0, spread = 1) => mean + spread * standardNormal(random),
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
