import { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashedPath, readablePath } from '../../../infra/local/s3/objectPath.ts';
import { startS3 } from '../../../infra/local/s3/s3Server.ts';
import { createS3ObjectStore } from '../../../lib/adapters/aws/s3ObjectStore.ts';
import { s3At } from '../../conformance/endpoints.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

describe('objects as plain files', () => {
  let folder: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
  });
  afterEach(() => remove());

  const during = async <T>(work: (client: S3Client) => Promise<T>): Promise<T> => {
    const server = await startS3({ folder });
    server.ensureBucket('bucket');
    const client = s3At(server.url);
    const result = await work(client);
    client.destroy();
    await server.stop();
    return result;
  };
  const put = (client: S3Client, Key: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body, ContentType: 'text/csv' }));
  const get = async (client: S3Client, Key: string) => {
    const found = await client.send(new GetObjectCommand({ Bucket: 'bucket', Key }));
    return { ...found, text: await found.Body?.transformToString() };
  };
  const body = (key: string) => path.join(folder, 'bucket/objects', key);

  it('shows the new body whole when a crash came before its record', async () => {
    const { ETag } = await during((client) => put(client, 'a.csv', 'old'));
    // The state between the two renames: the new body, the old record.
    await writeFile(`${body('a.csv')}.draft`, 'newer');
    await rename(`${body('a.csv')}.draft`, body('a.csv'));
    await during(async (client) => {
      const found = await get(client, 'a.csv');
      expect(found).toMatchObject({ text: 'newer', ContentLength: 5, ContentType: 'text/csv' });
      expect(found.ETag).not.toBe(ETag);
    });
  });

  it('notices a new body of the same length by its time', async () => {
    await during((client) => put(client, 'a.csv', 'old'));
    await writeFile(body('a.csv'), 'new');
    const later = new Date(Date.now() + 10_000);
    await utimes(body('a.csv'), later, later);
    const md5OfNew = '"22af645d1859cb5ca6da0c484f1f37ea"'; // printf new | md5sum
    await during(async (client) => expect(await get(client, 'a.csv')).toMatchObject({ text: 'new', ETag: md5OfNew }));
  });

  it('ignores and clears drafts that a crash left', async () => {
    await during((client) => put(client, 'a.csv', 'kept'));
    const records = path.join(folder, 'bucket/records');
    await writeFile(path.join(records, 'x.json.123.tmp'), '{"key":');
    await during(async (client) => expect((await get(client, 'a.csv')).text).toBe('kept'));
    expect((await readdir(records)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('keeps keys apart that a file system might not', async () => {
    const keys = [
      'Film.csv',
      'film.csv',
      'é.csv',
      'e\u0301.csv',
      'a',
      'a/b',
      'a/b/c',
      '../../outside',
      'a//b',
      '.',
      'x%2Fy',
    ];
    await during(async (client) => {
      for (const key of keys) await put(client, key, `body of ${key}`);
    });
    await during(async (client) => {
      for (const key of keys) expect((await get(client, key)).text).toBe(`body of ${key}`);
      const listed = await createS3ObjectStore(client, 'bucket').list('');
      expect(listed).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    });
    expect(await readFile(body('Film.csv'), 'utf8')).toBe('body of Film.csv');
    await expect(stat(path.join(folder, '..', 'outside'))).rejects.toThrow();
  });

  it('never leads out of the bucket', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '', 'a', 'ü', '%', '\\', '\0', 'C:')), (names) => {
        for (const chosen of [readablePath(names.join('/')), hashedPath(names.join('/'))]) {
          if (chosen === undefined) continue;
          const resolved = path.resolve('/bucket', chosen);
          expect(resolved.startsWith('/bucket/')).toBe(true);
          expect(chosen).not.toMatch(/[\0\\:]/);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
