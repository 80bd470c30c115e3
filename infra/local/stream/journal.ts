import { LocalError } from '../localError.ts';
import { addToBlocks, type Block, lastAtOrBefore } from './blocks.ts';
import { decodeFrames, encodeFrame, encodeHead, type FullFrame, scanFile } from './frames.ts';
import type { AppendFile, JournalFiles } from './journalFiles.ts';
import { createRecentFrames } from './recentFrames.ts';

/** An entry with its place in the journal. */
interface Placed<T> {
  /** 1 for the first entry that ever was, then one more each. */
  readonly position: number;
  /** When it was accepted, milliseconds since the epoch. */
  readonly at: number;
  readonly entry: T;
}

/** Entries in the order in which they came, kept once and for all before anybody is told that they are. */
export interface Journal<T> {
  /** What was said about the journal when it was made. */
  readonly about: Readonly<Record<string, number>>;
  /** Position of the oldest entry that is still there. */
  readonly first: number;
  /** Position that the next entry will get. */
  readonly end: number;
  /**
   * Resolves with the position of the first of the entries once all of them are on the disk; together or not at all.
   * Entries that come while the disk is busy share the next write.
   * @throws whatever the disk says; from then on nothing is taken any more, because nobody knows what was kept
   */
  append(entries: readonly T[]): Promise<number>;
  /** Entries from a position on, about as many as wanted: those that were written together stay together. */
  read(from: number, wanted: number): Promise<readonly Placed<T>[]>;
  /** The position of the first entry accepted at a time or later. */
  positionAt(time: number): Promise<number>;
  /** Calls back after every growth, until the returned function is called. */
  onGrowth(listener: () => void): () => void;
  /** Removes whole files of entries that were accepted before a time and stand before a position. */
  forget(before: number, upTo: number): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly files: JournalFiles;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What to say about a new journal; an old one keeps what was said first. */
  readonly about: Readonly<Record<string, number>>;
  /** Bytes after which a file is left and a new one begun. */
  readonly fileBytes?: number;
}

interface Segment {
  readonly name: string;
  readonly first: number;
  readonly blocks: Block[];
}

interface Waiting {
  readonly texts: readonly string[];
  readonly bytes: number;
  readonly resolve: (position: number) => void;
  readonly reject: (error: unknown) => void;
}

const FILE_BYTES = 32 * 1024 * 1024;
const FRAME_BYTES = 4 * 1024 * 1024;
const RECENT_BYTES = 8 * 1024 * 1024;
const NAME = /^\d{16}\.journal$/;

/**
 * Opens a journal, or begins one. What a crash left half-written at the very end was never acknowledged and is cut off;
 * damage anywhere else is refused, because acknowledged entries would be missing.
 * @throws LocalError `local.data-unreadable`
 */
export async function openJournal<T>({ files, now, about, fileBytes }: JournalOptions): Promise<Journal<T>> {
  const recovered = await recover(files);
  const said = recovered.about ?? about;
  const segments = recovered.segments;
  const recent = createRecentFrames<T>(RECENT_BYTES);
  const listeners = new Set<() => void>();
  const waiting: Waiting[] = [];
  let end = recovered.end;
  let lastAt = segments.at(-1)?.blocks.at(-1)?.lastAt ?? 0;
  let broken: unknown;
  let writing: Promise<void> | undefined;
  let file: AppendFile | undefined;
  let size = recovered.size;

  const begin = async (): Promise<void> => {
    await file?.close();
    const name = `${String(end).padStart(16, '0')}.journal`;
    file = await files.open(name);
    const head = encodeHead({ first: end, about: said });
    await file.write(head);
    await file.sync();
    await files.syncNames();
    size = head.length;
    segments.push({ name, first: end, blocks: [] });
  };
  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    if (file === undefined || size >= (fileBytes ?? FILE_BYTES)) await begin();
    const texts = group.flatMap((one) => one.texts);
    lastAt = Math.max(lastAt, now());
    const frame = { first: end, count: texts.length, at: lastAt };
    const line = encodeFrame(frame, texts);
    await file?.write(line);
    await file?.sync();
    addToBlocks(segments.at(-1)?.blocks ?? [], { ...frame, offset: size, length: line.length });
    size += line.length;
    end += texts.length;
    for (const full of decodeFrames<T>(line)) recent.add(full, line.length);
    let position = frame.first;
    for (const one of group) {
      one.resolve(position);
      position += one.texts.length;
    }
    for (const listener of listeners) listener();
  };
  const writeWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = nextGroup(waiting);
      try {
        if (broken !== undefined) throw broken;
        await writeGroup(group);
      } catch (error) {
        broken = error;
        for (const one of group) one.reject(error);
      }
    }
    writing = undefined;
  };
  const oldest = (): number => segments[0]?.first ?? end;
  /** The frame that holds a position, and some after it. */
  const framesFrom = async (position: number): Promise<readonly FullFrame<T>[]> => {
    const held = recent.from(position);
    if (held !== undefined) return held;
    const segment = segments[lastAtOrBefore(segments, position)];
    const block = segment?.blocks[lastAtOrBefore(segment.blocks, position)];
    if (segment === undefined || block === undefined) return [];
    return decodeFrames<T>(await files.read(segment.name, block.offset, block.length));
  };

  if (segments.length > 0) file = await files.open(segments.at(-1)?.name ?? '');
  // What is served from now on must not be lost either, although its writer may never have been told.
  await file?.sync();
  await files.syncNames();

  return {
    about: said,
    get first() {
      return oldest();
    },
    get end() {
      return end;
    },
    append(entries) {
      const texts = entries.map((entry) => JSON.stringify(entry));
      const bytes = texts.reduce((sum, text) => sum + text.length, 0);
      return new Promise((resolve, reject) => {
        waiting.push({ texts, bytes, resolve, reject });
        writing ??= writeWaiting();
      });
    },
    async read(from, wanted) {
      const found: Placed<T>[] = [];
      let next = Math.max(from, oldest());
      while (next < end && found.length < wanted) {
        const frames = await framesFrom(next);
        if (frames.length === 0) break; // forgotten in this moment
        for (const { first, count, at, entries } of frames) {
          if (found.length >= wanted) break;
          for (let position = Math.max(next, first); position < first + count; position++) {
            found.push({ position, at, entry: entries[position - first] as T });
          }
          next = Math.max(next, first + count);
        }
      }
      return found;
    },
    async positionAt(time) {
      const blocks = segments.flatMap((segment) => segment.blocks);
      const block = blocks.find(({ lastAt: latest }) => latest >= time);
      const frames = block === undefined ? [] : await framesFrom(block.first);
      return frames.find(({ at }) => at >= time)?.first ?? end;
    },
    onGrowth(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async forget(before, upTo) {
      for (let next = segments[1]; next !== undefined && next.first <= upTo; next = segments[1]) {
        const newest = segments[0]?.blocks.at(-1)?.lastAt ?? 0;
        if (newest >= before) break;
        const gone = segments.shift();
        if (gone !== undefined) await files.remove(gone.name);
      }
      await files.syncNames();
    },
    async close() {
      await writing;
      await file?.close();
    },
  };
}

function nextGroup(waiting: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const one of waiting) {
    if (count > 0 && bytes + one.bytes > FRAME_BYTES) break;
    bytes += one.bytes;
    count++;
  }
  return waiting.splice(0, count);
}

interface Recovered {
  readonly segments: Segment[];
  readonly about: Readonly<Record<string, number>> | undefined;
  readonly end: number;
  /** Bytes of the last file. */
  readonly size: number;
}

async function recover(files: JournalFiles): Promise<Recovered> {
  const names = (await files.names()).filter((name) => NAME.test(name)).sort();
  const segments: Segment[] = [];
  let about: Recovered['about'];
  let end = 1;
  let size = 0;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const bytes = await files.size(name);
    const { head, frames, whole, damagedWithin } = scanFile(await files.read(name, 0, bytes));
    if (damagedWithin || (whole < bytes && !isLast)) throw unreadable(files.place, name, `damaged at byte ${whole}`);
    if (head === undefined) {
      // Begun and not finished: no entry was in it.
      if (!isLast || frames.length > 0) throw unreadable(files.place, name, 'it does not begin as a journal does');
      await files.remove(name);
      continue;
    }
    if (segments.length > 0 && head.first !== end)
      throw unreadable(files.place, name, `entries ${end} to ${head.first} are missing`);
    end = head.first;
    for (const { first, count } of frames) {
      if (first !== end) throw unreadable(files.place, name, `entry ${end} is missing`);
      end += count;
    }
    if (whole < bytes) await files.truncate(name, whole);
    about ??= head.about;
    size = whole;
    const blocks: Block[] = [];
    for (const frame of frames) addToBlocks(blocks, frame);
    segments.push({ name, first: head.first, blocks });
  }
  return { segments, about, end, size };
}

function unreadable(folder: string, name: string, reason: string): LocalError {
  return new LocalError('local.data-unreadable', { folder, reason: `${name}: ${reason}` });
}
