import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProtobuf } from '../../../lib/onnx/protobufReader.ts';
import { ProtobufWriter } from '../../../lib/onnx/protobufWriter.ts';

const integer = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }));

describe('protocol buffers', () => {
  it('are written as the specification’s own examples', () => {
    // protobuf.dev/programming-guides/encoding: a = 150; b = "testing"; packed f = [3, 270, 86942]
    const bytes = new ProtobufWriter().integer(1, 150).string(2, 'testing').integers(6, [3, 270, 86942]).finish();
    expect(Buffer.from(bytes).toString('hex')).toBe('089601' + '120774657374696e67' + '3206038e029ea705');
  });

  it('write negative integers in ten bytes and floats in four', () => {
    const bytes = new ProtobufWriter().integer(1, -2).float(2, 1).finish();
    expect(Buffer.from(bytes).toString('hex')).toBe('08feffffffffffffffff01' + '150000803f');
  });

  it('are read as they were written', () => {
    const message = fc.record({
      number: integer,
      list: fc.array(integer),
      texts: fc.array(fc.string({ unit: 'binary' })),
      blob: fc.uint8Array(),
    });
    fc.assert(
      fc.property(message, ({ number, list, texts, blob }) => {
        const inner = new ProtobufWriter().integer(1, number).integers(2, list);
        const writer = new ProtobufWriter().message(3, inner).bytes(5, blob);
        for (const text of texts) writer.string(4, text);
        const outer = readProtobuf(writer.finish());
        const read = readProtobuf(outer.bytes(3)[0] ?? new Uint8Array());
        expect(read.integer(1)).toBe(number);
        expect(read.integers(2)).toEqual(list);
        expect(outer.bytes(4).map((bytes) => new TextDecoder().decode(bytes))).toEqual(texts);
        expect(outer.bytes(5)[0]).toEqual(blob);
        expect(outer.has(6)).toBe(false);
        expect([outer.text(6), outer.integer(6)]).toEqual(['', 0]);
      }),
      { seed: 91, numRuns: 300 },
    );
  });

  it('are refused when cut off, overlong or of an unknown wire type', () => {
    const whole = new ProtobufWriter().integer(1, 300).string(2, 'abc').float(3, 2).finish();
    const boundaries = [0, 3, 8, whole.length];
    for (let length = 0; length < whole.length; length++) {
      if (boundaries.includes(length)) continue;
      expect(() => readProtobuf(whole.subarray(0, length)).integer(1)).toThrow(RangeError);
    }
    expect(() => readProtobuf(Uint8Array.of(0x0b))).toThrow(RangeError);
    expect(() => readProtobuf(new Uint8Array(12).fill(0xff))).toThrow(RangeError);
  });

  it('refuse integers that cannot be written exactly', () => {
    expect(() => new ProtobufWriter().integer(1, 0.5)).toThrow(RangeError);
    expect(() => new ProtobufWriter().integers(1, [2 ** 60])).toThrow(RangeError);
  });
});
