import type { PlacedFrame } from './frames.ts';

/** Frames that lie one after another in a file and are found and read together. */
export interface Block {
  /** Position of the first entry. */
  readonly first: number;
  readonly offset: number;
  length: number;
  /** When the last entry was accepted, milliseconds since the epoch. */
  lastAt: number;
}

// So that what is known of a file does not grow with the number of its lines.
const BLOCK_BYTES = 64 * 1024;

/** Adds a frame to the last block while that is small, else begins another. */
export function addToBlocks(blocks: Block[], { first, at, offset, length }: PlacedFrame): void {
  const last = blocks.at(-1);
  if (last === undefined || last.length + length > BLOCK_BYTES) {
    blocks.push({ first, offset, length, lastAt: at });
  } else {
    last.length += length;
    last.lastAt = at;
  }
}

/** Index of the last one that begins at or before a position, 0 when all begin after it. */
export function lastAtOrBefore(ordered: readonly { readonly first: number }[], position: number): number {
  let low = 0;
  let high = ordered.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.first ?? 0) <= position) low = middle;
    else high = middle;
  }
  return low;
}
