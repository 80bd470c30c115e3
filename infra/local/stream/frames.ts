import { crc32 } from 'node:zlib';

/** One line of a journal: entries that became durable together. */
export interface Frame {
  /** Position of the first entry. */
  readonly first: number;
  readonly count: number;
  /** When they were accepted, milliseconds since the epoch; never less than in the frame before. */
  readonly at: number;
}

/** Where a frame stands in its file. */
export interface PlacedFrame extends Frame {
  readonly offset: number;
  readonly length: number;
}

/** What stands at the head of every file of a journal. */
export interface JournalHead {
  /** Position of the file's first entry. */
  readonly first: number;
  /** What the journal's owner wants to know at every start. */
  readonly about: Readonly<Record<string, number>>;
}

const NEWLINE = 0x0a;
const CHECKSUM_LENGTH = 8;
const HEAD = 'marquee-journal-1';

/** A line of text that tells whether it is whole: checksum (CRC-32, hex), numbers, JSON. */
export function encodeFrame({ first, count, at }: Frame, entries: readonly string[]): Buffer {
  return withChecksum(`${first} ${count} ${at} [${entries.join(',')}]`);
}

export function encodeHead({ first, about }: JournalHead): Buffer {
  return withChecksum(`${HEAD} ${first} ${JSON.stringify(about)}`);
}

/** A frame with what is in it. */
export interface FullFrame<T> extends Frame {
  readonly entries: readonly T[];
}

/** Whole lines, read again; their checksums were looked at when the journal was opened. */
export function decodeFrames<T>(lines: Buffer): readonly FullFrame<T>[] {
  return lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const entries = JSON.parse(line.slice(line.indexOf('['))) as readonly T[];
      return { ...frameOf(line.slice(CHECKSUM_LENGTH + 1, LONGEST_PRELUDE)), entries };
    });
}

/** What a file holds: its head, the frames up to the first damage, and what the damage is. */
export interface ScannedFile {
  /** Undefined when not even the head is whole. */
  readonly head: JournalHead | undefined;
  readonly frames: readonly PlacedFrame[];
  /** Length up to which everything is whole. */
  readonly whole: number;
  /** Whole lines follow the damage: it was not the last write that broke off. */
  readonly damagedWithin: boolean;
}

export function scanFile(content: Buffer): ScannedFile {
  const lines = linesOf(content);
  const firstBad = lines.findIndex(({ text }) => text === undefined);
  const good = firstBad < 0 ? lines : lines.slice(0, firstBad);
  const [head, ...frames] = good;
  const last = good.at(-1);
  return {
    head: head && headOf(head.text ?? ''),
    frames: frames.map(({ text, offset, length }) => ({ ...frameOf(text ?? ''), offset, length })),
    whole: last === undefined ? 0 : last.offset + last.length,
    damagedWithin: firstBad >= 0 && lines.slice(firstBad).some(({ text }) => text !== undefined),
  };
}

interface Line {
  /** The beginning of what the checksum covers, undefined when it does not fit. */
  readonly text: string | undefined;
  readonly offset: number;
  readonly length: number;
}

function linesOf(content: Buffer): readonly Line[] {
  const lines: Line[] = [];
  for (let offset = 0; offset < content.length; ) {
    const newline = content.indexOf(NEWLINE, offset);
    const end = newline < 0 ? content.length : newline + 1;
    const line = content.subarray(offset, end);
    lines.push({ text: newline < 0 ? undefined : checked(line), offset, length: line.length });
    offset = end;
  }
  return lines;
}

function withChecksum(text: string): Buffer {
  return Buffer.from(`${checksumOf(Buffer.from(text))} ${text}\n`);
}

function checksumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

const LONGEST_PRELUDE = 200;

function checked(line: Buffer): string | undefined {
  const covered = line.subarray(CHECKSUM_LENGTH + 1, -1);
  const claimed = line.subarray(0, CHECKSUM_LENGTH).toString('latin1');
  if (claimed !== checksumOf(covered)) return undefined;
  return covered.subarray(0, LONGEST_PRELUDE).toString('utf8');
}

function frameOf(text: string): Frame {
  const [first, count, at] = text.split(' ', 3).map(Number);
  return { first: first ?? 0, count: count ?? 0, at: at ?? 0 };
}

function headOf(text: string): JournalHead | undefined {
  const [, first, about] = /^marquee-journal-1 (\d+) (\{.*\})$/.exec(text) ?? [];
  if (about === undefined) return undefined;
  return { first: Number(first), about: JSON.parse(about) as Record<string, number> };
}
