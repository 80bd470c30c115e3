import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const reader = fileURLToPath(new URL('./readBomb.ts', import.meta.url));

async function readBomb(name: string): Promise<{ answer: string; ms: number; mb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--max-old-space-size=256', '--import', 'tsx', reader, name],
  ]);
  return JSON.parse(stdout) as { answer: string; ms: number; mb: number };
}

describe('S5: hostile files', () => {
  it.each([
    ['gzip 1000:1', 'history.file-too-large'],
    ['declared 2 GB', 'history.gzip-broken'],
    ['nested gzip', 'history.nul-byte'],
    ['a million columns', 'history.header-broken'],
    ['a row of a million cells', '2 films, 1 bad'],
    ['a cell of 100 MB', 'history.file-too-large'],
    ['a cell of 40 MB', '1 films, 1 bad'],
    ['not gzip after all', 'history.gzip-broken'],
  ])('meets %s with %s, within two seconds and 100 MB', async (name, answer) => {
    const read = await readBomb(name);
    expect(read.answer).toBe(answer);
    expect(read.ms).toBeLessThan(2_000);
    expect(read.mb).toBeLessThan(100);
  });

  it.each(['a million quotes', 'an open quote and a million rows'])(
    'gives up on %s after some thousand rows',
    async (name) => {
      const read = await readBomb(name);
      expect(read.answer).toBe('history.too-many-bad-rows');
      expect(read.ms).toBeLessThan(8_000); // 1-2 s on an idle core
      expect(read.mb).toBeLessThan(100);
    },
  );
});
