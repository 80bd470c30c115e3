import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedQuantile } from '../../../lib/stats/weightedQuantile.ts';
import { weightedSelect } from '../../../lib/stats/weightedSelect.ts';

describe('selecting a weighted quantile', () => {
  it('finds what sorting finds, with ties, exact shares and any weights', () => {
    const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
    const list = (weight: fc.Arbitrary<number>) => fc.array(fc.record({ value, weight }), { maxLength: 40 });
    // with round weights a share is often reached exactly, between two values
    const lists = fc.oneof(list(fc.constantFrom(0.5, 1, 2)), list(fc.double({ noNaN: true, min: 0.001, max: 9 })));
    const level = fc.oneof(
      fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 0.9, 1),
      fc.double({ noNaN: true, min: 0, max: 1 }),
    );
    fc.assert(
      fc.property(lists, level, fc.nat(3), (entries, p, before) => {
        const filled = [...Array<number>(before).fill(1e9), ...entries.map(({ value }) => value), -1e9];
        const values = Float64Array.from(filled);
        const weights = Float64Array.of(...Array<number>(before).fill(50), ...entries.map(({ weight }) => weight), 50);
        const own = values.slice(before, before + entries.length);
        const expected = weightedQuantile(own, weights.slice(before, before + entries.length), p);
        const found = weightedSelect(values, weights, before, before + entries.length, p);
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expect(Math.abs(found - expected)).toBe(0);
        // only what was asked about was moved
        expect([...values.slice(0, before)]).toEqual(filled.slice(0, before));
        expect(values.at(-1)).toBe(-1e9);
        const sorted = (list: Iterable<number>) => Array.from(list, (own) => own + 0).sort((a, b) => a - b); // -0 is 0
        expect(sorted(values)).toEqual(sorted(filled));
      }),
      { seed: 81, numRuns: 2000 },
    );
  });
});
