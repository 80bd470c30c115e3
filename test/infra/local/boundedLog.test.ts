import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openBoundedLog } from '../../../infra/local/files/boundedLog.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

it('a log keeps the latest output in two files of about 5 MB', async () => {
  const { folder, remove } = await temporaryFolder();
  const file = path.join(folder, 'logs/web.log');
  const log = openBoundedLog(file);
  const line = `${'x'.repeat(99_999)}\n`;
  for (let index = 0; index < 200; index++) {
    log.write(line);
    await log.flush();
  }
  log.write('the end\n');
  await log.flush();
  const sizes = await Promise.all([file, `${file}.1`].map(async (name) => (await stat(name)).size));
  for (const size of sizes) expect(size).toBeLessThan(6 * 1024 * 1024);
  expect((await readFile(file, 'utf8')).endsWith('the end\n')).toBe(true);
  await remove();
});
