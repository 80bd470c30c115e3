import { describe, expect, it } from 'vitest';
import { attributeSequence } from '../../../../lib/models/lstm/attributeSequence.ts';
import { fitSequenceModel } from '../../../../lib/models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../../../../lib/models/lstm/predictSequence.ts';
import { type SequenceInputs, selectSequences } from '../../../../lib/models/lstm/sequenceModel.ts';
import { selectRows } from '../../../../lib/models/matrix.ts';
import { CHANNELS, COLUMNS, GROUPS, inventFilms, inventInputs } from './inventFilms.ts';

const SMALL = { seeds: 1, epochs: 4, hidden: 16, heads: 4, dense: 16, seed: 5 };
const { model } = fitSequenceModel(inventFilms(120, { seed: 1 }), GROUPS, SMALL);
const asked = inventInputs(20, { seed: 2 });
const film = (row: number): SequenceInputs => ({
  sequences: selectSequences(asked.sequences, [row]),
  x: selectRows(asked.x, [row]),
});

/** What the model says when only the groups of `known` are. */
function worth(own: SequenceInputs, known: ReadonlySet<number>): number {
  const hide = (data: Float32Array, groups: Int8Array) =>
    data.map((value, at) => {
      const group = groups[at % groups.length] ?? -1;
      return group < 0 || known.has(group) ? value : Number.NaN;
    });
  const sequences = { ...own.sequences, data: hide(own.sequences.data, GROUPS.channels) };
  const x = { ...own.x, data: hide(own.x.data, GROUPS.columns) };
  return predictSequence(model, { sequences, x })[0] ?? Number.NaN;
}

/** Shapley values by their first definition: the mean of what a group adds, over all orders of arrival. */
function byOrders(own: SequenceInputs): number[] {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const sums = [0, 0, 0];
  for (const order of orders) {
    const known = new Set<number>();
    for (const group of order) {
      const before = worth(own, known);
      known.add(group);
      sums[group] = (sums[group] ?? 0) + (worth(own, known) - before) / orders.length;
    }
  }
  return sums;
}

describe('attributions of the sequence model', () => {
  it('are the mean of what a group adds over all orders, and add up to the prediction', async () => {
    for (let row = 0; row < 20; row++) {
      const { base, contributions } = await attributeSequence(
        (inputs) => predictSequence(model, inputs),
        film(row),
        GROUPS,
      );
      byOrders(film(row)).forEach((expected, group) => {
        expect(contributions[group]).toBeCloseTo(expected, 6);
      });
      expect(base).toBeCloseTo(worth(film(row), new Set()), 6);
      const sum = contributions.reduce((total, value) => total + value, base);
      expect(Math.abs(sum - (predictSequence(model, film(row))[0] ?? 0))).toBeLessThan(1e-9);
    }
  });

  it('add up to a prediction that a runtime made apart', async () => {
    const predict = async (inputs: SequenceInputs) => predictSequence(model, inputs);
    const { base, contributions } = await attributeSequence(predict, film(3), GROUPS, 0.123456789);
    expect(Math.abs(contributions.reduce((total, value) => total + value, base) - 0.123456789)).toBeLessThan(1e-12);
  });

  it('give nothing to a group of which nothing is known, and ask for no copies for its sake', async () => {
    const own = film(5);
    for (let at = 0; at < own.sequences.data.length; at++) {
      if (GROUPS.channels[at % CHANNELS] === 1) own.sequences.data[at] = Number.NaN;
    }
    for (let column = 0; column < COLUMNS; column++) {
      if (GROUPS.columns[column] === 1) own.x.data[column] = Number.NaN;
    }
    let copies = 0;
    const { contributions } = await attributeSequence(
      (inputs) => {
        copies = inputs.x.rows;
        return predictSequence(model, inputs);
      },
      own,
      GROUPS,
    );
    expect(copies).toBe(4);
    expect(contributions[1]).toBe(0);
    expect(contributions[0]).not.toBe(0);
  });

  it('are refused for many films at once and for more groups than can be tried', async () => {
    const predict = (inputs: SequenceInputs) => predictSequence(model, inputs);
    await expect(attributeSequence(predict, asked, GROUPS)).rejects.toThrow(RangeError);
    await expect(attributeSequence(predict, film(0), { ...GROUPS, count: 7 })).rejects.toThrow(RangeError);
  });
});
