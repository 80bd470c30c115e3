import { describe, expect, it } from 'vitest';
import { checkSize, MAPPING_BOUNDS } from '../../../../lib/adapters/jmespath/mappingBounds.ts';

const bounds = { ...MAPPING_BOUNDS, values: 100, characters: 1_000, depth: 5 };
const doubled = (times: number): unknown => {
  let value: unknown = 'x';
  for (let time = 0; time < times; time++) value = [value, value];
  return value;
};

describe('S15 what a mapping may make', () => {
  it('is let through up to the bounds', () => {
    expect(() => checkSize({ rows: Array.from({ length: 98 }, () => 1) }, bounds)).not.toThrow();
    expect(() => checkSize(['x'.repeat(1_000)], bounds)).not.toThrow();
    expect(() => checkSize([[[[['x']]]]], bounds)).not.toThrow();
  });

  it.each<[string, unknown, RegExp]>([
    ['values', Array.from({ length: 100 }, () => 1), /more than 100 values/],
    ['values that are one value many times', doubled(7), /more than 5 levels|more than 100 values/],
    ['texts', ['x'.repeat(501), 'x'.repeat(500)], /more than 1000 characters/],
    ['names', { ['x'.repeat(1_001)]: 1 }, /more than 1000 characters/],
    ['levels', [[[[[['x']]]]]], /more than 5 levels/],
  ])('is stopped with too many %s', (_, value, reason) => {
    expect(() => checkSize(value, bounds)).toThrow(reason);
  });

  it('is counted as it would be written out', () => {
    expect(() => checkSize(doubled(30), MAPPING_BOUNDS)).toThrow(/more than 200000 values/);
  });
});
