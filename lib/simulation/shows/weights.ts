/** Things to pick from with probability proportional to their weights. */
export class Weights {
  readonly #upTo: Float64Array;

  constructor(weights: ArrayLike<number>) {
    let sum = 0;
    this.#upTo = Float64Array.from(weights, (weight) => {
      sum += weight;
      return sum;
    });
  }

  /**
   * One of the first `among` things.
   * @param uniform in [0, 1)
   */
  pick(uniform: number, among: number): number {
    const target = uniform * (this.#upTo[among - 1] ?? 0);
    let low = 0;
    let high = among - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#upTo[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
