import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../../lib/stats/gaussLegendre.ts';

describe('the Gauss-Legendre rule', () => {
  it('has the places and weights of the tables for two and three points', () => {
    // Abramowitz & Stegun, table 25.4, moved from [-1, 1] to [0, 1]
    const two = gaussLegendre(2);
    expect(two.places[0]).toBeCloseTo((1 - 0.577350269189626) / 2, 14);
    expect(two.weights[1]).toBeCloseTo(0.5, 14);
    const three = gaussLegendre(3);
    expect(three.places[2]).toBeCloseTo((1 + 0.774596669241483) / 2, 14);
    expect(three.weights[0]).toBeCloseTo(0.555555555555556 / 2, 14);
    expect(three.weights[1]).toBeCloseTo(0.888888888888889 / 2, 14);
  });

  it.each([1, 2, 5, 8, 16])('integrates powers up to 2 · %d - 1 exactly, and not the next', (count) => {
    const { places, weights } = gaussLegendre(count);
    const integral = (power: number) => places.reduce((sum, place, i) => sum + (weights[i] ?? 0) * place ** power, 0);
    for (let power = 0; power < 2 * count; power++)
      expect(Math.abs(integral(power) - 1 / (power + 1))).toBeLessThan(3e-16 * 8);
    if (count < 8) expect(Math.abs(integral(2 * count) - 1 / (2 * count + 1))).toBeGreaterThan(1e-12);
  });

  it('refuses a number of points that is none', () => {
    expect(() => gaussLegendre(0)).toThrow(RangeError);
    expect(() => gaussLegendre(1.5)).toThrow(RangeError);
  });
});
