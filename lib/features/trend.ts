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

  /** The slope pulled towards a usual one, which counts as much as points with this spread; the usual one without points. */
  slopeTowards(usual: number, weight: number): number {
    const spread = this.spread();
    return (usual * weight + (spread > 0 ? this.slope() * spread : 0)) / (weight + spread);
  }

  /** The height at x of the line of a given slope through the middle of the points; NaN without points. */
  heightAt(x: number, slope: number): number {
    return this.#y / this.#count + slope * (x - this.#x / this.#count);
  }

  /** Root mean square of the distances from the line; NaN for fewer than three points. */
  unevenness(): number {
    if (this.#count < 3) return Number.NaN;
    const squares = this.#yy - (this.#y * this.#y) / this.#count - this.slope() ** 2 * this.spread();
    return Math.sqrt(Math.max(0, squares) / this.#count);
  }
}
