import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundling } from '../../infra/constructs/bundling.ts';
import { PROJECT_ROOT } from '../../infra/settings.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const run = promisify(execFile);
let place: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  place = await temporaryFolder();
  const { commandHooks } = bundling({ system: 'linux', processor: 'x64' }, ['mappingWorker']);
  for (const command of commandHooks?.afterBundling(PROJECT_ROOT, place.folder) ?? [])
    await run('bash', ['-c', command]);
});
afterAll(() => place.remove());

describe('the mapping worker of a bundle', () => {
  it('is a small file beside the handler, and serves it', async () => {
    const { size } = await stat(path.join(place.folder, 'mappingWorker.mjs'));
    expect(size).toBeLessThan(100 * 1024);
    const outfile = path.join(place.folder, 'index.mjs');
    await build({
      entryPoints: [path.join(PROJECT_ROOT, 'lib/adapters/jmespath/createAnswerMapper.ts')],
      ...{ bundle: true, platform: 'node', format: 'esm', outfile },
    });
    const { createAnswerMapper } = await import(pathToFileURL(outfile).href);
    const mapper = createAnswerMapper();
    try {
      const plan = { rows: 'list[?id > `1`]', answer: {}, row: { id: 'id' } };
      expect(await mapper.map(plan, { list: [{ id: 1 }, { id: 2 }] })).toEqual({ answer: {}, rows: [{ id: 2 }] });
    } finally {
      await mapper.close();
    }
  });
});
