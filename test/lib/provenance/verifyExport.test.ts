import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExport } from '../../../cli/system/readExport.ts';
import { readPublicKey } from '../../../lib/provenance/publicKey.ts';
import { verifyExport } from '../../../lib/provenance/verifyExport.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { exportToFolder } from '../export/exportToFolder.ts';
import { createExportWorld } from '../export/exportWorld.ts';
import { alterAndLook, lookAtCopy } from './alterAndLook.ts';
import { ALTERATIONS } from './alterations.ts';
import { runStandalone, STANDALONE } from './runStandalone.ts';

/** Three of each kind; the long suite makes 400 in all. */
const ALTERED = 3 * Object.keys(ALTERATIONS).length;

describe('an export, checked from its files alone', () => {
  let folder: string;
  let good: string;
  let keyFile: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    const world = await createExportWorld();
    good = (await exportToFolder(world.sources, folder)).folder;
    keyFile = path.join(folder, 'published.pem');
    cpSync(path.join(good, 'public-key.pem'), keyFile);
  });
  afterAll(() => remove());

  const published = () => {
    const key = readPublicKey(readFileSync(keyFile));
    if (!key) throw new Error('no key');
    return key;
  };
  const check = async (where: string) => verifyExport(await readExport(where), published());

  const bothOn = (falsify: (copy: string) => void, ...key: readonly string[]) => lookAtCopy(good, falsify, ...key);
  const asLines = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

  it('holds when nothing was altered, for the command’s check and for the standalone script', async () => {
    const { findings, records, sealed, days, firstDay, lastDay, key } = await check(good);
    expect(findings).toEqual([]);
    expect({ days, firstDay, lastDay }).toEqual({ days: 4, firstDay: '2026-05-01', lastDay: '2026-05-04' });
    expect(records).toBeGreaterThan(sealed);
    expect(sealed).toBeGreaterThan(50);
    const { code, lines } = await runStandalone(good, keyFile);
    expect(code).toBe(0);
    expect(lines).toEqual([
      `${records} records and ${days} sealed days are as they were written, by key ${key?.fingerprint}`,
    ]);
  });

  it('is checked by a script of fewer than 150 lines that imports Node and nothing else', () => {
    const lines = asLines(STANDALONE);
    expect(lines.length).toBeLessThan(150);
    const imports = lines.flatMap((line) => /(?:from |import\(|require\()'([^']+)'/.exec(line)?.[1] ?? []);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => !name.startsWith('node:'))).toEqual([]);
  });

  it('is refused after every kind of alteration by both, which name the same thing first', async () => {
    const named = await alterAndLook({ good, keyFile, rounds: ALTERED, seed: 20260505 });
    expect(named.size).toBeGreaterThan(8);
  });

  it('names the record that was changed though the chain was written anew from there', async () => {
    const file = 'chains/maoyan.jsonl';
    for (const index of [0, 3, 17]) {
      const { own } = await bothOn((copy) => {
        const lines = asLines(path.join(copy, file)).map((line) => JSON.parse(line));
        lines[index].entry.sha256 = 'ef'.repeat(32);
        writeFileSync(path.join(copy, file), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      }, keyFile);
      expect(own.findings[0]).toEqual({ check: 'record-altered', file, n: index + 1 });
    }
  });

  it('wrongly signed by somebody else throughout is refused by who has the published key, and by nobody else', async () => {
    const world = await createExportWorld();
    const forged = await exportToFolder(world.sources, path.join(folder, 'forged'));
    const files = await readExport(forged.folder);
    expect((await verifyExport(files)).findings).toEqual([]);
    expect((await verifyExport(files)).key?.given).toBe(false);
    expect((await verifyExport(files, published())).findings[0]?.check).toBe('day-signature');
    expect((await runStandalone(forged.folder)).code).toBe(0);
    expect((await runStandalone(forged.folder, keyFile)).code).toBe(1);
  });

  it('without its key cannot be checked by anybody who has none', async () => {
    const { own, standalone } = await bothOn((copy) => rmSync(path.join(copy, 'public-key.pem')));
    expect(own.findings).toEqual([{ check: 'key-unreadable', file: 'public-key.pem' }]);
    expect(standalone).toMatchObject({ code: 1, lines: ['key-unreadable  public-key.pem'] });
  });

  it('is wrong use of the script where there is no folder or no key', async () => {
    expect((await runStandalone(path.join(folder, 'nowhere'))).code).toBe(2);
    expect((await runStandalone(good, STANDALONE)).code).toBe(2);
  });
});
