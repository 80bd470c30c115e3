import path from 'node:path';
import { expect, it } from 'vitest';
import { exportSources } from '../../cli/system/exportSources.ts';
import { openStores } from '../../cli/system/openStores.ts';
import { PROJECT_ROOT } from '../../cli/system/openSystem.ts';
import { startLocalCloud } from '../../infra/local/startLocalCloud.ts';
import { synthesizeLocal } from '../../infra/local/synthesis/synthesizeLocal.ts';
import { sha256 } from '../../lib/provenance/sha256.ts';
import { exportToFolder } from '../lib/export/exportToFolder.ts';
import { runStandalone } from '../lib/provenance/runStandalone.ts';
import { inTemporaryFolder } from './marquee.ts';

it('what the deployed seal function signs in the local run is exported, and holds for who has the files alone', async () => {
  await inTemporaryFolder(async (folder) => {
    const assembly = await synthesizeLocal(path.join(PROJECT_ROOT, 'cdk.local'), () => undefined);
    const cloud = await startLocalCloud({ assembly, data: path.join(folder, 'data'), schedules: false });
    try {
      const stores = openStores(cloud.environment);
      for (const [day, answer] of ['2026-05-01', '2026-05-02', '2026-05-04'].entries()) {
        const at = Date.parse('2026-05-01T12:00:00Z') + day * 86_400_000;
        await stores.chains.append({ source: 'kobis', kind: 'raw-answer', sha256: sha256(answer), at });
      }
      const sealed = await cloud.invoke('seal', { kind: 'seal', scheduledTime: '2026-05-04T00:20:00Z' });
      expect(sealed).toMatchObject({ sealed: [{ day: '2026-05-01' }, { day: '2026-05-02' }, { day: '2026-05-03' }] });
      const exported = await exportToFolder(exportSources(stores), folder);
      const { code, lines } = await runStandalone(exported.folder);
      expect(code).toBe(0);
      expect(lines[0]).toMatch(/^3 records and 3 sealed days are as they were written/);
    } finally {
      await cloud.stop();
    }
  });
}, 240_000);
