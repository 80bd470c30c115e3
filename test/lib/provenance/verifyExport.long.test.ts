import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { exportToFolder } from '../export/exportToFolder.ts';
import { createExportWorld } from '../export/exportWorld.ts';
import { alterAndLook } from './alterAndLook.ts';

it('an export is refused after each of 400 alterations by both checks, which name the same thing first', async () => {
  const { folder, remove } = await temporaryFolder();
  try {
    const { folder: good } = await exportToFolder((await createExportWorld()).sources, folder);
    const keyFile = path.join(folder, 'published.pem');
    cpSync(path.join(good, 'public-key.pem'), keyFile);
    const named = await alterAndLook({ good, keyFile, rounds: 400, seed: 20260506 });
    expect(named.size).toBeGreaterThan(10);
  } finally {
    await remove();
  }
});
