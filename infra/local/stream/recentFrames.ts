import { lastAtOrBefore } from './blocks.ts';
import type { FullFrame } from './frames.ts';

/** The latest frames: readers that keep up never ask the disk. */
export interface RecentFrames<T> {
  add(frame: FullFrame<T>, bytes: number): void;
  /** The frames from the one that holds a position on; undefined when the position is older than all of them. */
  from(position: number): readonly FullFrame<T>[] | undefined;
}

/** @param most bytes of lines that are held */
export function createRecentFrames<T>(most: number): RecentFrames<T> {
  const frames: FullFrame<T>[] = [];
  const sizes: number[] = [];
  let held = 0;
  return {
    add(frame, bytes) {
      frames.push(frame);
      sizes.push(bytes);
      held += bytes;
      if (held <= most) return;
      // A half at a time: moving the rest forward costs as much as adding it did.
      let gone = 0;
      while (held > most / 2 && gone < frames.length - 1) held -= sizes[gone++] ?? 0;
      frames.splice(0, gone);
      sizes.splice(0, gone);
    },
    from(position) {
      const oldest = frames[0];
      if (oldest === undefined || position < oldest.first) return undefined;
      return frames.slice(lastAtOrBefore(frames, position));
    },
  };
}
