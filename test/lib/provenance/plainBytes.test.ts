import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPlainBytes, toPlainBytes } from '../../../lib/provenance/plainBytes.ts';

const arrays = fc.oneof(
  fc.float64Array({ maxLength: 9 }),
  fc.float32Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
  fc.uint8Array({ maxLength: 9 }),
);
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    arrays,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0 || 0),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('plain data as bytes', () => {
  it('comes back as it was, NaN and infinities in typed arrays included', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromPlainBytes(toPlainBytes(value))).toEqual(value);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('has the same bytes whatever the order of members', () => {
    const once = toPlainBytes({ a: Float64Array.of(1, 2), b: Int32Array.of(3) });
    const again = toPlainBytes({ b: Int32Array.of(3), a: Float64Array.of(1, 2) });
    expect(again).toEqual(once);
  });

  it('reads bytes that are a part of a larger buffer', () => {
    const bytes = toPlainBytes({ a: Float64Array.of(1, 2), b: Int32Array.of(3) });
    const part = Buffer.concat([Buffer.from('xyz'), bytes]).subarray(3);
    expect(fromPlainBytes(part)).toEqual({ a: Float64Array.of(1, 2), b: Int32Array.of(3) });
  });

  it('refuses truncated bytes', () => {
    const bytes = toPlainBytes({ a: Float64Array.of(1, 2) });
    expect(() => fromPlainBytes(bytes.subarray(0, bytes.length - 8))).toThrow(RangeError);
    expect(() => fromPlainBytes(bytes.subarray(0, 5))).toThrow(RangeError);
  });
});
