import { KERNEL_MODULE } from './kernelModule.ts';
import type { LstmKernel } from './lstmKernel.ts';

/** What is needed of WebAssembly, whose types belong to the browser's library. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}
const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;

/** Functions of the module; addresses are bytes. */
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  multiplyTransposed(a: number, b: number, c: number, m: number, k: number, n: number, scratch: number): void;
} & Omit<LstmKernel, 'memory' | 'multiplyTransposed'>;

const PAGE = 65_536;

/** Room at the start: address 0 is left alone, and a panel of the transposed product stands there. */
const START = 4096;

let compiled: object | undefined;

function kernelModule(): object {
  compiled ??= new Module(Uint8Array.from(atob(KERNEL_MODULE), (byte) => byte.charCodeAt(0)));
  return compiled;
}

/**
 * Single precision on vectors of four numbers, the same to the bit on every machine.
 * @param length numbers of memory
 */
export function simdKernel(length: number): LstmKernel {
  const instance = new Instance(kernelModule());
  const own = instance.exports as unknown as Exports;
  own.memory.grow(Math.ceil((START + 4 * length) / PAGE));
  const at = (number: number) => START + 4 * number;
  return {
    memory: new Float32Array(own.memory.buffer, START, length),
    pack: (b, packed, k, n) => own.pack(at(b), at(packed), k, n),
    packTransposed: (b, packed, k, n) => own.packTransposed(at(b), at(packed), k, n),
    multiply: (a, packed, c, m, k, n) => own.multiply(at(a), at(packed), at(c), m, k, n),
    multiplyTransposed: (a, b, c, m, k, n) => own.multiplyTransposed(at(a), at(b), at(c), m, k, n, SCRATCH),
    fillRows: (row, c, rows, n) => own.fillRows(at(row), at(c), rows, n),
    sumRows: (a, row, rows, n) => own.sumRows(at(a), at(row), rows, n),
    gatesForward: (z, before, cell, out, rows, h) => own.gatesForward(at(z), at(before), at(cell), at(out), rows, h),
    gatesBackward: (z, before, cell, dOut, dCell, rows, h) =>
      own.gatesBackward(at(z), at(before), at(cell), at(dOut), at(dCell), rows, h),
    adam: (parameters, gradients, mean, square, n, scale, keep, rate, floor) =>
      own.adam(at(parameters), at(gradients), at(mean), at(square), n, scale, keep, rate, floor),
  };
}

/** Where the panel of the transposed product stands: 512 numbers below {@link START}. */
const SCRATCH = START - 4 * 512;
