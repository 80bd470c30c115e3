import { describe, expect, it } from 'vitest';
import { fillBatch } from '../../../../lib/models/lstm/fillBatch.ts';
import type { KernelKind } from '../../../../lib/models/lstm/kernel/createKernel.ts';
import { createNetwork } from '../../../../lib/models/lstm/network.ts';
import { parameterBlocks } from '../../../../lib/models/lstm/networkShape.ts';
import { backwardPass, forwardPass } from '../../../../lib/models/lstm/passes.ts';
import type { Standardizer } from '../../../../lib/models/lstm/standardizer.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { standardNormal } from '../../../../lib/stats/standardNormal.ts';
import { CHANNELS, COLUMNS, inventInputs, STEPS } from './inventFilms.ts';

const SHAPE = { steps: STEPS, inputs: 8, statics: 16, hidden: 8, heads: 2, dense: 8 };
const FILMS: readonly number[] = [0, 1, 2];

const plain = (count: number, flagged: readonly number[]): Standardizer => ({
  used: Int32Array.from({ length: count }, (_, column) => column),
  mean: new Float32Array(count),
  inverse: new Float32Array(count).fill(0.5),
  flagged: Int32Array.from(flagged),
});

/** A network with dropout in force, its own gradients, and how to measure its loss. */
function prepare(kind: KernelKind) {
  const network = createNetwork(SHAPE, 4, kind, true);
  const { count } = parameterBlocks(SHAPE);
  const random = seededRandom(7);
  const { memory } = network.kernel;
  for (let i = 0; i < count; i++) memory[network.at.parameters + i] = 0.3 * standardNormal(random);
  for (const units of [network.keep.between, network.keep.normed, network.keep.dense]) {
    for (let i = 0; i < units.length; i++) units[i] = random() < 0.2 ? 0 : 1.25;
  }
  const inputs = inventInputs(3, { seed: 8 });
  const model = { sequence: plain(CHANNELS, [1, 3]), statics: plain(COLUMNS, [0, 5]) };
  const targets = [0.4, -0.7, 1.1];
  const loss = () => {
    fillBatch(network, model, inputs, FILMS);
    forwardPass(network);
    return FILMS.reduce((sum, film) => sum + 0.5 * ((network.output[film] ?? 0) - (targets[film] ?? 0)) ** 2, 0);
  };
  loss();
  const slope = (film: number) => (film < 3 ? (network.output[film] ?? 0) - (targets[film] ?? 0) : 0);
  backwardPass(
    network,
    Float64Array.from({ length: 4 }, (_, film) => slope(film)),
  );
  const gradients = Array.from({ length: count }, (_, i) => memory[network.at.gradients + i] ?? Number.NaN);
  return { parameters: memory.subarray(network.at.parameters, network.at.parameters + count), gradients, loss };
}

describe('gradients of the sequence model', () => {
  const { parameters, gradients, loss } = prepare('double');

  it('defect 50: match finite differences to six digits in double precision', () => {
    const step = 1e-5;
    gradients.forEach((own, i) => {
      const before = parameters[i] ?? 0;
      parameters[i] = before + step;
      const above = loss();
      parameters[i] = before - step;
      const below = loss();
      parameters[i] = before;
      const measured = (above - below) / (2 * step);
      if (!(Math.abs(own - measured) < 1e-6 * Math.max(1, Math.abs(measured)))) expect([i, own]).toEqual([i, measured]);
    });
    expect(Math.max(...gradients.map(Math.abs))).toBeGreaterThan(0.1); // not all zero
  });

  it('are the same in single precision, in vectors and one by one, to four digits', () => {
    for (const kind of ['simd', 'plain'] as const) {
      const worst = prepare(kind).gradients.map((own, i) => {
        const exact = gradients[i] ?? Number.NaN;
        return Math.abs(own - exact) / Math.max(1, Math.abs(exact));
      });
      expect(Math.max(...worst)).toBeLessThan(1e-4);
    }
  });
});
