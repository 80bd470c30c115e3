import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity, type QuantityRules } from '../../../lib/collect/parseQuantity.ts';

const YUAN: QuantityRules = { unit: 'currency', minorDigits: 2 };

describe('numbers of answers', () => {
  it.each<[unknown, QuantityRules, number]>([
    ['4222.54', { ...YUAN, zeros: 4 }, 4_222_540_000],
    ['5500.4万', YUAN, 5_500_400_000],
    ['22.03亿', YUAN, 220_300_000_000],
    ['1,234万', YUAN, 1_234_000_000],
    ['1.2万亿', { unit: 'count' }, 1_200_000_000_000],
    ['3.5천', { unit: 'count' }, 3_500],
    ['$157,461,641', YUAN, 15_746_164_100],
    ['122.6', { unit: 'count', zeros: 4 }, 1_226_000],
    ['20229713030', { unit: 'currency', minorDigits: 0 }, 20_229_713_030],
    ['15.3%', { unit: 'percent' }, 0.153],
    ['0.2', { unit: 'percent' }, 0.002],
    ['100%', { unit: 'percent' }, 1],
    ['0.153', { unit: 'share' }, 0.153],
    [8.3, { unit: 'score10' }, 8.3],
    ['4.5', { unit: 'score5' }, 9],
    ['84', { unit: 'score100' }, 8.4],
    ['-0.4', { unit: 'polarity' }, -0.4],
    ['-12.5', YUAN, -1_250],
    [0, { unit: 'count' }, 0],
  ])('reads %j as %j into %d', (text, rules, value) => {
    expect(parseQuantity(text, rules)).toBe(value);
  });

  it.each([null, undefined, '', ' ', '-', '--', 'N/A', '暂无', '<0.1%', '>1亿'])(
    'defect 10: %j is unknown and never zero',
    (text) => {
      expect(parseQuantity(text, { unit: 'percent' })).toBeUndefined();
    },
  );

  it.each<[unknown, QuantityRules, RegExp]>([
    ['12,34', { unit: 'count' }, /one decimal number/],
    ['1.2.3', { unit: 'count' }, /one decimal number/],
    ['1e5', { unit: 'count' }, /one decimal number/],
    ['12 万人', { unit: 'count' }, /one decimal number/],
    ['0x10', { unit: 'count' }, /one decimal number/],
    ['Infinity', { unit: 'count' }, /one decimal number/],
    [Number.NaN, { unit: 'count' }, /one decimal number/],
    [1e21, { unit: 'count' }, /one decimal number/],
    [true, { unit: 'count' }, /neither text nor number/],
    [{ value: 1 }, { unit: 'count' }, /neither text nor number/],
    ['4222.54万', { ...YUAN, zeros: 4 }, /declaration names another/],
    ['12%', { unit: 'share' }, /percentage/],
    ['&#xe8f1;&#xe3a2;.&#xf0d1;', YUAN, /font/],
    ['\ue8f1\ue3a2', YUAN, /font/],
  ])('refuses %j as %j: nothing is guessed', (text, rules, reason) => {
    expect(() => parseQuantity(text, rules)).toThrow(reason);
  });

  it('defects 15, 38: what is written in 万, 亿 or yuan is the same money to the last fen, however large', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 80_000_000_000n }), (fen) => {
        const decimal = (zeros: number) => {
          const digits = String(fen).padStart(zeros + 1, '0');
          return `${digits.slice(0, -zeros)}.${digits.slice(-zeros)}`;
        };
        expect(parseQuantity(decimal(2), YUAN)).toBe(Number(fen));
        expect(parseQuantity(`${decimal(6)}万`, YUAN)).toBe(Number(fen));
        expect(parseQuantity(decimal(6), { ...YUAN, zeros: 4 })).toBe(Number(fen));
        expect(parseQuantity(`${decimal(10)}亿`, YUAN)).toBe(Number(fen));
      }),
      { seed: 20_261_128, numRuns: 500 },
    );
  });
});
