import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundling } from '../../infra/constructs/bundling.ts';
import { SHIPPED_ARTIFACTS } from '../../lib/deployment/shippedArtifacts.ts';
import type { Found, Synthesis } from './synthesis.ts';

const MEGABYTE = 1024 * 1024;
const NATIVE = 'node_modules/onnxruntime-node/bin/napi-v6/';

/** What is uploaded. */
export function describeBundles(synthesis: () => Synthesis): void {
  const bundleOf = (name: string): string => synthesis().bundle(synthesis().functions().get(name) as Found);

  describe('bundles (U6)', () => {
    it('are ES modules for the Node that runs them', () => {
      const options = bundling({ system: 'linux', processor: 'arm64' }, []);
      expect(options).toMatchObject({ target: 'node24', format: 'esm', bundleAwsSDK: true });
    });

    it.each(['import-history', 'collect', 'stream', 'seal'])('%s is at most 1 MB zipped', async (name) => {
      expect(await zipped(bundleOf(name))).toBeLessThan(MEGABYTE);
    });

    it.each(['train', 'forecast'])(
      '%s is at most 20 MB zipped, its own code and libraries at most 1 MB',
      async (name) => {
        expect(await zipped(bundleOf(name))).toBeLessThan(20 * MEGABYTE);
        const own = (file: string): boolean => /^index\.mjs(\.map)?$/.test(file);
        expect(await zipped(bundleOf(name), own)).toBeLessThan(MEGABYTE);
      },
    );

    it.each(['train', 'forecast'])('%s carries onnxruntime for Lambda and for nothing else', async (name) => {
      const native = (await filesOf(bundleOf(name))).filter((file) => file.startsWith(NATIVE));
      expect(native.length).toBeGreaterThan(1);
      expect(native.filter((file) => !file.startsWith(`${NATIVE}linux/arm64/`))).toEqual([]);
    });

    it('forecast carries the shipped models, those that are pinned in code and no other', async () => {
      const files = (await filesOf(bundleOf('forecast'))).filter((file) => file.startsWith('model-artifacts/'));
      const carried = new Set(files.map((file) => file.split('/')[1]));
      expect([...carried].sort()).toEqual(Object.values(SHIPPED_ARTIFACTS).sort());
      expect(carried.size).toBeGreaterThan(0);
      for (const id of carried) expect(files).toContain(`model-artifacts/${id}/manifest.json`);
    });

    it('hold no path of the machine that made them', async () => {
      for (const name of synthesis().functions().keys()) {
        for (const file of ['index.mjs', 'index.mjs.map']) {
          const text = await readFile(path.join(bundleOf(name), file), 'utf8');
          expect(text.includes(path.resolve(import.meta.dirname, '../..')), `${name}/${file}`).toBe(false);
        }
      }
    });
  });
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const entry of entries) if ((await stat(path.join(folder, entry))).isFile()) files.push(entry);
  return files.sort();
}

/** Bytes of the files deflated one by one, as a zip holds them. */
async function zipped(folder: string, wanted: (file: string) => boolean = () => true): Promise<number> {
  let bytes = 0;
  for (const file of (await filesOf(folder)).filter(wanted)) {
    bytes += deflateRawSync(await readFile(path.join(folder, file))).length + 2 * (46 + file.length);
  }
  return bytes;
}
