import { describe, expect, it } from 'vitest';
import { addSequence, sequenceWeight } from '../../../lib/forecast/sequenceShare.ts';
import type { StackModel } from '../../../lib/models/stack.ts';

const stack: StackModel = {
  kind: 'stack',
  models: ['boosting', 'sequence'],
  weights: Float64Array.of(0.75, 0.25),
  bias: 0.1,
};

describe('the sequence model in a stack', () => {
  it('adds its share to what the graph summed up of its own models', () => {
    const graph = { 'total.boosting': Float64Array.of(2), 'total.stack': Float64Array.of(0.75 * 2 + 0.1) };
    const outputs = addSequence(graph, stack, Float64Array.of(4));
    expect(outputs['total.stack']).toEqual(Float64Array.of(0.75 * 2 + 0.25 * 4 + 0.1));
    expect(outputs['total.sequence']).toEqual(Float64Array.of(4));
    expect(graph['total.stack']).toEqual(Float64Array.of(1.6));
  });

  it('has no share where the stack does not name it', () => {
    expect(sequenceWeight(stack)).toBe(0.25);
    expect(sequenceWeight({ ...stack, models: ['boosting', 'ridge'] })).toBe(0);
  });
});
