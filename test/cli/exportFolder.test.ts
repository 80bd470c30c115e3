import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openExportFolder } from '../../cli/system/exportFolder.ts';
import { skipLoudly } from '../conformance/skipLoudly.ts';
import { inTemporaryFolder } from '../e2e/marquee.ts';

const never = new AbortController().signal;
async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size).fill(7);
}

describe('the folder of an export', () => {
  it('appears when everything is written, and not before', async () => {
    await inTemporaryFolder(async (parent) => {
      const folder = path.join(parent, 'out');
      const target = await openExportFolder(folder, never);
      await target.write('chains/a.jsonl', chunks(10, 20));
      expect(existsSync(folder)).toBe(false);
      await target.finish();
      await target.discard();
      expect(readFileSync(path.join(folder, 'chains/a.jsonl'))).toHaveLength(30);
      expect(readdirSync(parent)).toEqual(['out']);
    });
  });

  it('may be there already when it is empty, and is left alone when it is not', async () => {
    await inTemporaryFolder(async (parent) => {
      const folder = path.join(parent, 'out');
      mkdirSync(folder);
      const target = await openExportFolder(folder, never);
      await target.write('a', chunks(1));
      await target.finish();
      expect(readdirSync(folder)).toEqual(['a']);
      await expect(openExportFolder(folder, never)).rejects.toMatchObject({ code: 'export.folder-occupied' });
      expect(readdirSync(folder)).toEqual(['a']);
    });
  });

  it('never appears when the export is stopped in the middle of a file, and nothing is left beside it', async () => {
    await inTemporaryFolder(async (parent) => {
      const abort = new AbortController();
      const target = await openExportFolder(path.join(parent, 'out'), abort.signal);
      await target.write('a', chunks(5));
      async function* interrupted() {
        yield* chunks(1000);
        abort.abort();
        yield* chunks(1000);
      }
      await expect(target.write('b', interrupted())).rejects.toMatchObject({ code: 'export.stopped' });
      await expect(target.write('c', chunks(1))).rejects.toMatchObject({ code: 'export.stopped' });
      await target.discard();
      expect(readdirSync(parent)).toEqual([]);
    });
  });

  it('says why nothing can be written there', async () => {
    await inTemporaryFolder(async (parent) => {
      writeFileSync(path.join(parent, 'file'), '');
      const below = openExportFolder(path.join(parent, 'file', 'out'), never);
      await expect(below).rejects.toMatchObject({ code: 'export.write-failed' });
    });
  });

  if (!canMount()) skipLoudly('a full disk', 'it needs the right to mount a small file system');
  else {
    it('tells of a full disk by name and leaves nothing behind', async () => {
      await inTemporaryFolder(async (parent) => {
        mountSmall(parent);
        try {
          const folder = path.join(parent, 'out');
          const target = await openExportFolder(folder, never);
          await target.write('a', chunks(10_000));
          const failure = target.write('b', chunks(...Array.from({ length: 20 }, () => 10_000)));
          await expect(failure).rejects.toMatchObject({
            code: 'export.disk-full',
            params: { file: path.join(folder, 'b') },
          });
          await target.discard();
          expect(readdirSync(parent)).toEqual([]);
        } finally {
          unmount(parent);
        }
      });
    });
  }
});

function canMount(): boolean {
  const where = mkdtempSync(path.join(tmpdir(), 'marquee-mount-'));
  try {
    mountSmall(where);
    unmount(where);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(where, { recursive: true });
  }
}

/** A file system of 64 KiB in a folder. */
function mountSmall(folder: string): void {
  const command = 'mount -t tmpfs -o size=64k none "$1"';
  execFileSync('/bin/sh', ['-c', command, 'sh', folder], { stdio: 'ignore' });
}

function unmount(folder: string): void {
  execFileSync('/bin/sh', ['-c', 'umount "$1"', 'sh', folder]);
}
