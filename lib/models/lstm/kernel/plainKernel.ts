import type { LstmKernel } from './lstmKernel.ts';

/**
 * The kernel without WebAssembly: the same results up to rounding.
 * @param precision `double` is for checks that need exact gradients
 */
export function plainKernel(length: number, precision: 'single' | 'double'): LstmKernel {
  const memory = precision === 'single' ? new Float32Array(length) : new Float64Array(length);
  return {
    memory,
    pack: (b, packed, k, n) => {
      memory.copyWithin(packed, b, b + k * n);
    },
    packTransposed: (b, packed, k, n) => transpose(memory, b, packed, k, n),
    multiply: (a, packed, c, m, k, n) => multiply(memory, a, packed, c, m, k, n),
    multiplyTransposed: (a, b, c, m, k, n) => multiplyTransposed(memory, a, b, c, m, k, n),
    fillRows: (row, c, rows, n) => {
      for (let i = 0; i < rows; i++) memory.copyWithin(c + i * n, row, row + n);
    },
    sumRows: (a, row, rows, n) => {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < n; j++) memory[row + j] = (memory[row + j] as number) + (memory[a + i * n + j] as number);
      }
    },
    gatesForward: (z, before, cell, out, rows, h) => gatesForward(memory, z, before, cell, out, rows, h),
    gatesBackward: (z, before, cell, dOut, dCell, rows, h) =>
      gatesBackward(memory, z, before, cell, dOut, dCell, rows, h),
    adam: (parameters, gradients, mean, square, n, scale, keep, rate, floor) =>
      adam(memory, parameters, gradients, mean, square, n, scale, keep, rate, floor),
  };
}

type Memory = Float32Array | Float64Array;

function transpose(memory: Memory, b: number, to: number, k: number, n: number): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < n; j++) memory[to + i * n + j] = memory[b + j * k + i] as number;
  }
}

/** Tiles of 2 x 4 sums, which stay in registers. */
function multiply(memory: Memory, a: number, b: number, c: number, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i += 2) {
    const first = a + i * k;
    const second = first + k;
    for (let j = 0; j < n; j += 4) {
      let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let inner = 0; inner < k; inner++) {
        const from = b + inner * n + j;
        const b0 = memory[from] as number;
        const b1 = memory[from + 1] as number;
        const b2 = memory[from + 2] as number;
        const b3 = memory[from + 3] as number;
        const x = memory[first + inner] as number;
        const y = memory[second + inner] as number;
        s0 += x * b0;
        s1 += x * b1;
        s2 += x * b2;
        s3 += x * b3;
        t0 += y * b0;
        t1 += y * b1;
        t2 += y * b2;
        t3 += y * b3;
      }
      let to = c + i * n + j;
      memory[to] = (memory[to] as number) + s0;
      memory[to + 1] = (memory[to + 1] as number) + s1;
      memory[to + 2] = (memory[to + 2] as number) + s2;
      memory[to + 3] = (memory[to + 3] as number) + s3;
      to += n;
      memory[to] = (memory[to] as number) + t0;
      memory[to + 1] = (memory[to + 1] as number) + t1;
      memory[to + 2] = (memory[to + 2] as number) + t2;
      memory[to + 3] = (memory[to + 3] as number) + t3;
    }
  }
}

function multiplyTransposed(memory: Memory, a: number, b: number, c: number, m: number, k: number, n: number): void {
  for (let inner = 0; inner < k; inner++) {
    for (let i = 0; i < m; i++) {
      const x = memory[a + inner * m + i] as number;
      if (x === 0) continue;
      const to = c + i * n;
      const from = b + inner * n;
      for (let j = 0; j < n; j++) memory[to + j] = (memory[to + j] as number) + x * (memory[from + j] as number);
    }
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function gatesForward(
  memory: Memory,
  z: number,
  before: number,
  cell: number,
  out: number,
  rows: number,
  h: number,
): void {
  for (let i = 0; i < rows * h; i++) {
    const q = z + Math.floor(i / h) * 3 * h + i;
    const input = sigmoid(memory[q] as number);
    const forget = sigmoid(memory[q + h] as number);
    const fresh = Math.tanh(memory[q + 2 * h] as number);
    const output = sigmoid(memory[q + 3 * h] as number);
    memory[q] = input;
    memory[q + h] = forget;
    memory[q + 2 * h] = fresh;
    memory[q + 3 * h] = output;
    const c = forget * (memory[before + i] as number) + input * fresh;
    memory[cell + i] = c;
    memory[out + i] = output * Math.tanh(c);
  }
}

function gatesBackward(
  memory: Memory,
  z: number,
  before: number,
  cell: number,
  dOut: number,
  dCell: number,
  rows: number,
  h: number,
): void {
  for (let i = 0; i < rows * h; i++) {
    const q = z + Math.floor(i / h) * 3 * h + i;
    const input = memory[q] as number;
    const forget = memory[q + h] as number;
    const fresh = memory[q + 2 * h] as number;
    const output = memory[q + 3 * h] as number;
    const t = Math.tanh(memory[cell + i] as number);
    const g = memory[dOut + i] as number;
    const d = (memory[dCell + i] as number) + g * output * (1 - t * t);
    memory[q] = d * fresh * input * (1 - input);
    memory[q + h] = d * (memory[before + i] as number) * forget * (1 - forget);
    memory[q + 2 * h] = d * input * (1 - fresh * fresh);
    memory[q + 3 * h] = g * t * output * (1 - output);
    memory[dCell + i] = d * forget;
  }
}

function adam(
  memory: Memory,
  parameters: number,
  gradients: number,
  mean: number,
  square: number,
  n: number,
  scale: number,
  keep: number,
  rate: number,
  floor: number,
): void {
  for (let i = 0; i < n; i++) {
    const d = (memory[gradients + i] as number) * scale;
    const m = 0.9 * (memory[mean + i] as number) + 0.1 * d;
    const v = 0.999 * (memory[square + i] as number) + 0.001 * d * d;
    memory[mean + i] = m;
    memory[square + i] = v;
    memory[parameters + i] = (memory[parameters + i] as number) * keep - (rate * m) / (Math.sqrt(v) + floor);
  }
}
