import type { Random } from './random.ts';

/**
 * One draw from the normal distribution with mean 0 and variance 1.
 * @see Box & Muller 1958; the cosine half only, so that a draw always takes two numbers of the stream
 */
export function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
