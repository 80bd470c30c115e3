import type { LstmKernel } from './lstmKernel.ts';
import { plainKernel } from './plainKernel.ts';
import { simdKernel } from './simdKernel.ts';

/** `simd`: WebAssembly vectors; `plain`: the same without; `double`: exact and slow. */
export type KernelKind = 'simd' | 'plain' | 'double';

/** A kernel over its own memory of `length` numbers, all zero. */
export function createKernel(kind: KernelKind, length: number): LstmKernel {
  switch (kind) {
    case 'simd':
      return simdKernel(length);
    case 'plain':
      return plainKernel(length, 'single');
    case 'double':
      return plainKernel(length, 'double');
  }
}
