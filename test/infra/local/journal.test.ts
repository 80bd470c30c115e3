import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDiskFiles } from '../../../infra/local/stream/diskFiles.ts';
import { type Journal, openJournal } from '../../../infra/local/stream/journal.ts';
import type { JournalFiles } from '../../../infra/local/stream/journalFiles.ts';
import { createMemoryFiles } from '../../../infra/local/stream/memoryFiles.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

let clock = 1_000;
const open = (files: JournalFiles, fileBytes?: number): Promise<Journal<string>> =>
  openJournal({ files, now: () => clock, about: { created: 7 }, ...(fileBytes !== undefined && { fileBytes }) });
const contentOf = async (journal: Journal<string>) =>
  (await journal.read(journal.first, Number.POSITIVE_INFINITY)).map(({ entry }) => entry);

describe.each([
  ['memory', async () => createMemoryFiles()],
  ['a folder', async (folder: string) => openDiskFiles(folder)],
])('a journal in %s', (_, filesIn) => {
  let folder: string;
  let remove: () => Promise<void>;
  let files: JournalFiles;
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    files = await filesIn(folder);
    clock = 1_000;
  });
  afterEach(() => remove());

  it('gives each entry the next position, and says the same after every start', async () => {
    const first = await open(files);
    expect(await first.append(['a', 'b'])).toBe(1);
    clock = 2_000;
    expect(await first.append(['c'])).toBe(3);
    await first.close();
    const second = await open(files);
    expect(await second.append(['d'])).toBe(4);
    expect(await second.read(2, Number.POSITIVE_INFINITY)).toEqual([
      { position: 2, at: 1_000, entry: 'b' },
      { position: 3, at: 2_000, entry: 'c' },
      { position: 4, at: 2_000, entry: 'd' },
    ]);
    expect(second).toMatchObject({ first: 1, end: 5, about: { created: 7 } });
  });

  it('writes what comes at the same time in the order in which it came', async () => {
    const journal = await open(files);
    const positions = await Promise.all(Array.from({ length: 200 }, (_unused, index) => journal.append([`e${index}`])));
    expect(positions).toEqual(Array.from({ length: 200 }, (_unused, index) => index + 1));
    expect(await contentOf(journal)).toEqual(positions.map((position) => `e${position - 1}`));
  });

  it('goes on in another file when one is large, and reads over all of them from any position', async () => {
    const first = await open(files, 100);
    const entries = Array.from({ length: 50 }, (_unused, index) => `entry ${index}`);
    for (const entry of entries) await first.append([entry]);
    expect((await files.names()).length).toBeGreaterThan(10);
    await first.close();
    const second = await open(files, 100);
    for (const from of [1, 2, 17, 49, 50, 51]) {
      const found = await second.read(from, Number.POSITIVE_INFINITY);
      expect(found.map(({ entry }) => entry)).toEqual(entries.slice(from - 1));
    }
    expect((await second.read(10, 3)).map(({ position }) => position)).toEqual([10, 11, 12]);
  });

  it('gives entries that it holds in memory and those that it must read again alike', async () => {
    const first = await open(files);
    const filler = 'x'.repeat(500);
    const batches = Array.from({ length: 300 }, (_unused, batch) => batch);
    const inBatch = (batch: number) =>
      Array.from({ length: 100 }, (_unused, index) => `${batch * 100 + index} ${filler}`);
    for (const batch of batches) await first.append(inBatch(batch)); // 15 MB, of which 8 are held
    const all = batches.flatMap(inBatch);
    const second = async () => open(files);
    for (const journal of [first, await second()]) {
      expect((await contentOf(journal)).join()).toBe(all.join());
      for (const from of [1, 99, 12_345, 29_999, 30_000]) {
        const [found] = await journal.read(from, 1);
        expect([found?.position, found?.entry]).toEqual([from, all[from - 1]]);
      }
    }
  });

  it('forgets whole files that are old and read, never the one that it writes to', async () => {
    const journal = await open(files, 60);
    for (let index = 1; index <= 10; index++) {
      clock = index * 1_000;
      await journal.append([`entry ${index}`]);
    }
    await journal.forget(5_000, journal.end);
    expect((await contentOf(journal))[0]).toBe('entry 5');
    await journal.forget(20_000, 8); // not read from 8 on
    expect((await contentOf(journal))[0]).toBe('entry 8');
    await journal.forget(20_000, journal.end);
    expect(await contentOf(journal)).toEqual(['entry 10']);
    await journal.close();
    const next = await open(files, 60);
    expect(next).toMatchObject({ first: 10, end: 11 });
    expect(await next.append(['entry 11'])).toBe(11);
  });

  it('finds the first entry of a time or later', async () => {
    const journal = await open(files);
    for (const at of [1_000, 2_000, 3_000]) {
      clock = at;
      await journal.append([String(at)]);
    }
    const found = [0, 1_000, 1_001, 3_000, 3_001].map((at) => journal.positionAt(at));
    expect(await Promise.all(found)).toEqual([1, 1, 2, 3, 4]);
  });
});

describe('a journal that was damaged', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let file: string;
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    const journal = await open(await openDiskFiles(folder));
    for (const entry of ['a', 'b', 'c']) await journal.append([entry]);
    await journal.close();
    file = path.join(folder, (await readdir(folder))[0] ?? '');
  });
  afterEach(() => remove());
  const reopen = async () => open(await openDiskFiles(folder));

  it('loses no more than a last write that was broken off, wherever it broke', async () => {
    const whole = await readFile(file);
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = lastLine; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length));
      const journal = await reopen();
      expect(await contentOf(journal)).toEqual(['a', 'b']);
      expect(await journal.append(['d'])).toBe(3);
      await journal.close();
      expect(await contentOf(await reopen())).toEqual(['a', 'b', 'd']);
    }
  });

  it('is refused, with the file and the place, when an acknowledged entry in the middle was changed', async () => {
    const whole = await readFile(file);
    const changed = Buffer.from(whole);
    const place = whole.indexOf('"b"');
    changed[place + 1] = 'x'.charCodeAt(0);
    await writeFile(file, changed);
    await expect(reopen()).rejects.toMatchObject({
      code: 'local.data-unreadable',
      params: { folder, reason: expect.stringMatching(/0000000000000001\.journal: damaged at byte \d+/) },
    });
  });

  it('is refused when a file within it is missing or shortened', async () => {
    const journal = await openJournal<string>({
      ...{ files: await openDiskFiles(folder), now: () => clock, about: {}, fileBytes: 1 },
    });
    await journal.append(['d']);
    await journal.append(['e']);
    await journal.close();
    const [, second = ''] = (await readdir(folder)).sort();
    const kept = await readFile(path.join(folder, second));
    await truncate(path.join(folder, second), kept.length - 1);
    await expect(reopen()).rejects.toMatchObject({ code: 'local.data-unreadable' });
    await writeFile(path.join(folder, second), kept);
    await writeFile(file, (await readFile(file)).subarray(0, 0));
    await expect(reopen()).rejects.toMatchObject({ code: 'local.data-unreadable' });
  });

  it('can be read by anybody: every line is a checksum, numbers and JSON', async () => {
    const [head, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(head).toMatch(/^[0-9a-f]{8} marquee-journal-1 1 \{"created":7\}$/);
    expect(lines.map((line) => JSON.parse(line.slice(line.indexOf('['))))).toEqual([['a'], ['b'], ['c']]);
  });
});
