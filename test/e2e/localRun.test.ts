import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTemporaryFolder, marquee, startMarquee } from './marquee.ts';

const post = async (api: string, token: string, body: unknown) => {
  const response = await fetch(`${api}/v1/forecasts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('the local run', () => {
  it('forecasts the sample, caches, answers the command alike, stops clean and goes on with what it kept (U1)', async () => {
    await inTemporaryFolder(async (folder) => {
      const began = performance.now();
      const first = await startMarquee('--data', folder);
      const { api, token } = first.ready;
      const request = { filmId: 'sim-us-250', origin: 'T+3' };
      const fresh = await post(api, token, request);
      const seconds = (performance.now() - began) / 1000;
      expect(fresh).toMatchObject({ status: 200, body: { origin: 'T+3', cache: 'miss', degraded: false } });
      expect(seconds).toBeLessThan(90);
      expect(await post(api, token, request)).toMatchObject({ status: 200, body: { cache: 'hit' } });
      expect((await post(api, 'no token', request)).status).toBe(401);

      const command = await marquee('forecast', 'sim-us-250', '--origin', 'T+3', '--data', folder, '--json');
      expect(JSON.parse(command.stdout)).toEqual({ ...fresh.body, cache: 'hit' });

      const ended = await first.stop();
      expect(ended.code).toBe(0);
      expect(existsSync(path.join(folder, 'endpoints.json'))).toBe(false);

      const second = await startMarquee('--data', folder);
      expect(second.said()).toContain('Already imported');
      expect(await post(second.ready.api, second.ready.token, request)).toMatchObject({ body: { cache: 'hit' } });
      await second.stop('SIGTERM');
    });
  }, 240_000);

  it('keeps nothing with --ephemeral, and names a busy port with the remedy', async () => {
    await inTemporaryFolder(async (folder) => {
      const first = await startMarquee('--data', folder, '--ephemeral');
      const { port } = new URL(first.ready.api);
      const other = await marquee('start', '--port', port, '--data', path.join(folder, 'other'));
      expect(other.code).toBe(1);
      expect(other.stderr).toContain('local.port-busy');
      expect(other.stderr).toContain('--port');
      await first.stop();
      expect(existsSync(path.join(folder, 's3'))).toBe(false);
      expect(existsSync(path.join(folder, 'dynamodb'))).toBe(false);
    });
  }, 240_000);
});
