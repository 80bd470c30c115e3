/** Places and weights of a quadrature rule on [0, 1]. */
export interface Quadrature {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss-Legendre rule of `count` points on [0, 1]: exact for polynomials of degree up to 2·count − 1. Places are the
 * roots of the Legendre polynomial, found by Newton's method.
 * @throws RangeError unless count is an integer >= 1
 * @see Press et al., "Numerical recipes", 3rd ed., 4.6.1 (gauleg)
 */
export function gaussLegendre(count: number): Quadrature {
  if (!(count >= 1 && Number.isInteger(count))) throw new RangeError(`a rule needs 1 point or more, got ${count}`);
  const places = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let value = 1; // of the polynomial of degree j, and of the one before
      let before = 0;
      for (let j = 1; j <= count; j++) [value, before] = [((2 * j - 1) * x * value - (j - 1) * before) / j, value];
      slope = (count * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    places[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { places, weights };
}
