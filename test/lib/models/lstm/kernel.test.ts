import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../../lib/models/lstm/kernel/createKernel.ts';
import type { LstmKernel } from '../../../../lib/models/lstm/kernel/lstmKernel.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { standardNormal } from '../../../../lib/stats/standardNormal.ts';
import { compileKernel, KERNEL_MODULE, moduleText } from './compileKernel.ts';

const SIZE = 40_000;

/** The memory after `act`, from the same random numbers on each kernel; exact first. */
function memories(act: (kernel: LstmKernel) => void) {
  return (['double', 'plain', 'simd'] as const).map((kind) => {
    const kernel = createKernel(kind, SIZE);
    const random = seededRandom(17);
    for (let i = 0; i < SIZE; i++) kernel.memory[i] = standardNormal(random);
    act(kernel);
    return kernel.memory;
  });
}

function worstGap(act: (kernel: LstmKernel) => void, from: number, count: number): number {
  const [exact, ...others] = memories(act);
  let worst = 0;
  for (let i = from; i < from + count; i++) {
    const value = exact?.[i] ?? Number.NaN;
    for (const other of others)
      worst = Math.max(worst, Math.abs((other[i] ?? Number.NaN) - value) / (1 + Math.abs(value)));
  }
  return worst;
}

describe('the kernel of the sequence model', () => {
  it('is what its source compiles to, byte for byte', async () => {
    const written = readFileSync(KERNEL_MODULE, 'utf8');
    expect(written.replace(/\s/g, '')).toBe(moduleText(await compileKernel()).replace(/\s/g, ''));
  });

  it('multiplies matrices alike in vectors, one by one and in double precision', () => {
    const act = (kernel: LstmKernel) => {
      kernel.pack(0, 20_000, 24, 40);
      kernel.multiply(2_000, 20_000, 5_000, 12, 24, 40); // 12 x 24 times 24 x 40
      kernel.packTransposed(0, 22_000, 24, 16); // from 16 x 24
      kernel.multiply(2_000, 22_000, 8_000, 12, 24, 16);
      kernel.multiplyTransposed(9_000, 12_000, 16_000, 8, 130, 16); // over more than one panel of rows
    };
    for (const [from, count] of [
      [5_000, 480],
      [8_000, 192],
      [16_000, 128],
    ] as const) {
      expect(worstGap(act, from, count)).toBeLessThan(1e-5);
    }
  });

  it('gives the product that the definition gives', () => {
    const kernel = createKernel('simd', 400);
    kernel.memory.set([1, 2, 3, 4, 5, 6, 7, 8], 0); // 4 x 2
    for (let i = 0; i < 16; i++) kernel.memory[16 + i] = i; // 2 x 8
    kernel.pack(16, 64, 2, 8);
    kernel.multiply(0, 64, 128, 4, 2, 8);
    const expected = [1, 3, 5, 7].flatMap((a) => Array.from({ length: 8 }, (_, j) => a * j + (a + 1) * (j + 8)));
    expect(Array.from(kernel.memory.subarray(128, 160))).toEqual(expected);
  });

  it('passes through gates and back alike', () => {
    const act = (kernel: LstmKernel) => {
      kernel.gatesForward(0, 4_000, 5_000, 6_000, 8, 16);
      kernel.gatesBackward(0, 4_000, 5_000, 7_000, 8_000, 8, 16);
    };
    for (const [from, count] of [
      [0, 512],
      [5_000, 128],
      [6_000, 128],
      [8_000, 128],
    ] as const) {
      expect(worstGap(act, from, count)).toBeLessThan(3e-6);
    }
  });

  it('saturates without overflowing', () => {
    for (const kind of ['simd', 'plain'] as const) {
      const kernel = createKernel(kind, 256);
      kernel.memory.set([1e30, 1e30, 1e30, 1e30, 1e30, -1e30, -1e30, -1e30], 0);
      for (let i = 0; i < 16; i++) kernel.memory[i] = i % 2 === 0 ? 1e30 : -1e30;
      kernel.gatesForward(0, 64, 96, 128, 1, 4);
      expect(Array.from(kernel.memory.subarray(96, 100))).toEqual(
        [1, -0, 1, -0].map((value) => expect.closeTo(value, 6)),
      );
    }
  });

  it('fills and sums rows and takes steps of Adam alike', () => {
    const act = (kernel: LstmKernel) => {
      kernel.fillRows(0, 1_000, 5, 12);
      kernel.sumRows(1_000, 2_000, 5, 12);
      for (let i = 6_000; i < 6_064; i++) kernel.memory[i] = Math.abs(kernel.memory[i] ?? 0);
      kernel.adam(3_000, 4_000, 5_000, 6_000, 64, 0.5, 0.99, 1e-2, 1e-6);
    };
    for (const [from, count] of [
      [1_000, 60],
      [2_000, 12],
      [3_000, 64],
      [5_000, 64],
      [6_000, 64],
    ] as const) {
      expect(worstGap(act, from, count)).toBeLessThan(1e-5);
    }
  });
});
