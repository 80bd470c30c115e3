import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHistory, toHistories } from '../../cli/historyFiles.ts';
import { sampleFiles } from '../../cli/system/sampleFiles.ts';
import { ARTIFACT_FOLDER, readArtifactFolder } from '../../cli/system/shippedArtifacts.ts';
import { trainFromFiles } from '../../cli/system/trainFromFiles.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { SHIPPED_ARTIFACTS } from '../../lib/deployment/shippedArtifacts.ts';

describe('the shipped artifacts', () => {
  it('are those that are pinned in code and no others', () => {
    expect(readdirSync(ARTIFACT_FOLDER).sort()).toEqual(Object.values(SHIPPED_ARTIFACTS).sort());
  });

  it('are made again byte for byte from the simulated sample, as `marquee artifacts build` does', async () => {
    const terminal = createTerminal(true);
    const [films, daily] = sampleFiles();
    const checked = await checkHistory(films ? [films] : [], daily ? [daily] : [], Date.now(), terminal);
    for (const market of toHistories(checked).keys()) {
      const built = trainFromFiles(checked, market, { ...terminal, progress: () => {} });
      expect(built.id).toBe(SHIPPED_ARTIFACTS[market]);
      const shipped = await readArtifactFolder(path.join(ARTIFACT_FOLDER, built.id));
      expect([...shipped.keys()]).toEqual([...built.files.keys()].sort());
      for (const [name, bytes] of built.files) expect(Buffer.compare(shipped.get(name) as Buffer, bytes), name).toBe(0);
    }
  }, 300_000);

  it('say on their cards that they were trained on simulated films', () => {
    for (const id of Object.values(SHIPPED_ARTIFACTS)) {
      expect(readFileSync(path.join(ARTIFACT_FOLDER, id, 'card.md'), 'utf8')).toMatch(/simulated[\s\S]*模拟/i);
    }
  });
});
