/** A straight line through points, kept as sums; points with an unknown value are passed over. */
export class Trend {
  #count = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #xy = 0;
  #yy = 0;

  add(x: number, y: number): void {
    if (Number.isNaN(y)) return;
    this.#count++;
    this.#x += x;
    this.#y += y;
    this.#xx += x * x;
    this.#xy += x * y;
    this.#yy += y * y;
  }

  /** Sum of squared deviations of x from its mean; 0 for fewer than two points. */
  spread(): number {
    return this.#count === 0 ? 0 : this.#xx - (this.#x * this.#x) / this.#count;
  }

  /** Least-squares slope; NaN for fewer than two points. */
  slope(): number {
    const spread = this.spread();
    return spread > 0 ? (this.#xy - (this.#x * this.#y) / this.#count) / spread : Number.NaN;
  }

  /** Root mean square of the distances from the line; NaN for fewer than three points. */
  unevenness(): number {
    if (this.#count < 3) return Number.NaN;
    const squares = this.#yy - (this.#y * this.#y) / this.#count - this.slope() ** 2 * this.spread();
    return Math.sqrt(Math.max(0, squares) / this.#count);
  }
}
