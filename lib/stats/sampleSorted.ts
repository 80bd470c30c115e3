import type { Random } from './random.ts';

/**
 * A simple random sample of `size` of the integers 0 … population − 1 without replacement, in ascending order (ascending
 * so that what is read through it is read in memory order).
 * @throws RangeError unless 0 <= size <= population
 * @see Knuth, TAOCP vol. 2, 3.4.2, algorithm S (selection sampling)
 */
export function sampleSorted(random: Random, population: number, size: number): Int32Array {
  if (!(size >= 0 && size <= population)) throw new RangeError(`cannot sample ${size} of ${population}`);
  const chosen = new Int32Array(size);
  let taken = 0;
  for (let i = 0; taken < size; i++) {
    if (random() * (population - i) < size - taken) chosen[taken++] = i;
  }
  return chosen;
}
