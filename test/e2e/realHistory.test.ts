import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { describeWithSharedData, sharedData } from '../sharedData.ts';
import { inTemporaryFolder, marquee, startMarquee } from './marquee.ts';

describeWithSharedData('real history dropped into the local bucket', () => {
  it('is imported and trained on without a further call, daily file first, and its films are forecast', async () => {
    await inTemporaryFolder(async (folder) => {
      const run = await startMarquee('--data', folder);
      try {
        const { api, token, s3, region, accessKeyId, secretAccessKey, historyBucket } = run.ready;
        const credentials = { accessKeyId, secretAccessKey };
        const bucket = new S3Client({ endpoint: s3, region, credentials, forcePathStyle: true });
        for (const name of ['daily.csv.gz', 'films.csv']) {
          const Body = readFileSync(sharedData('cn', name));
          await bucket.send(new PutObjectCommand({ Bucket: historyBucket, Key: `history/real/${name}`, Body }));
        }
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const ask = async () => {
          const body = JSON.stringify({ filmId: 'cn407', origin: 'T+3' });
          const response = await fetch(`${api}/v1/forecasts`, { method: 'POST', headers, body });
          return { status: response.status, body: (await response.json()) as Record<string, unknown> };
        };
        const champion = async () => {
          const health = (await (await fetch(`${api}/v1/health`)).json()) as Health;
          return health.markets['CN']?.champion;
        };
        for (const until = Date.now() + 400_000; (await champion())?.version !== 2; ) {
          if (Date.now() > until) throw new Error(`no second champion; said: ${run.said()}`);
          await pause(1_000);
        }
        // What serves follows the pointer within its memo.
        await pause(3_000);
        const fresh = await ask();
        expect(fresh.status).toBe(200);
        expect(fresh.body).toMatchObject({ title: '创：战纪', market: 'CN', degraded: false });
        expect(fresh.body['artifact']).toBe((await champion())?.artifactId);
        expect((await ask()).body['cache']).toBe('hit');
        const command = await marquee('forecast', 'cn407', '--origin', 'T+3', '--data', folder, '--json');
        expect(JSON.parse(command.stdout)).toEqual({ ...fresh.body, cache: 'hit' });
      } finally {
        await run.stop();
      }
    });
  }, 600_000);
});

interface Health {
  readonly markets: Readonly<
    Record<string, { readonly champion?: { readonly artifactId: string; readonly version: number } }>
  >;
}
