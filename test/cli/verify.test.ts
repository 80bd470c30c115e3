import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecastSource } from '../../lib/stores/forecastLog.ts';
import { marquee } from '../e2e/marquee.ts';
import { exportToFolder } from '../lib/export/exportToFolder.ts';
import { createExportWorld } from '../lib/export/exportWorld.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('marquee verify', () => {
  let folder: string;
  let exported: string;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    exported = (await exportToFolder((await createExportWorld()).sources, folder)).folder;
  });
  afterAll(() => remove());

  it('says what holds, and whose key it believed', async () => {
    const { code, stdout } = await marquee('verify', exported);
    expect(code).toBe(0);
    expect(stdout).toContain('Everything is as it was written.');
    expect(stdout).toContain('与写入时一致');
    expect(stdout).toContain('4 signed days');
    expect(stdout).toContain('taken from the export itself');
    const source = forecastSource('CN', 'cn-2');
    const record = await marquee('verify', exported, '--record', `${source}#3`);
    expect(JSON.parse(record.stdout)).toMatchObject({
      entry: { source, n: 3 },
      content: { market: 'CN' },
    });
  });

  it('names the first altered record in both languages and ends with 1', async () => {
    const file = path.join(exported, 'chains/maoyan.jsonl');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('"n":7,', '"n":8,'));
    try {
      const { code, stdout, stderr } = await marquee('verify', exported);
      expect(code).toBe(1);
      expect(stdout).toContain(
        'chains/maoyan.jsonl, record 记录 7: the record is missing. 该记录缺失。 (record-missing)',
      );
      expect(stderr).toBe('');
      const key = path.join(exported, 'public-key.pem');
      const json = JSON.parse((await marquee('verify', exported, '--public-key', key, '--json')).stdout);
      expect(json.findings[0]).toEqual({ check: 'record-missing', file: 'chains/maoyan.jsonl', n: 7 });
      expect(json).toMatchObject({ days: 4, key: { given: true } });
    } finally {
      writeFileSync(file, before);
    }
  });

  it('ends with 2 where there is no export or no key, and with 3 where the export holds no record', async () => {
    mkdirSync(path.join(folder, 'empty'));
    const { code, stderr } = await marquee('verify', path.join(folder, 'empty'));
    expect(code).toBe(2);
    expect(stderr).toContain('proof.export-missing');
    const wrongKey = await marquee('verify', exported, '--public-key', path.join(exported, 'export.json'));
    expect(wrongKey).toMatchObject({ code: 2 });
    expect(wrongKey.stderr).toContain('proof.key-unreadable');
    const { sources } = await createExportWorld();
    const none = { sources: async () => [], head: async () => undefined, entries: sources.chains.entries };
    const noDays = { async *all() {} };
    const bare = await exportToFolder({ ...sources, chains: none, proofs: noDays }, path.join(folder, 'bare'));
    expect((await marquee('verify', bare.folder)).code).toBe(3);
  });
});
