import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpsSource } from '../../../../lib/adapters/collect/httpsSource.ts';
import { openHistorySource } from '../../../../lib/adapters/collect/openHistorySource.ts';
import { temporaryFolder } from '../../../temporaryFolder.ts';

const servers: Server[] = [];

/** A source whose https requests reach a server of this test; only the transport differs. */
async function sourceAnswering(answer: RequestListener, options: { timeoutMs?: number; maxBytes?: number } = {}) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers['if-none-match'] ?? '-'}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const toServer: typeof fetch = (url, init) =>
    fetch(String(url).replace('https://data.example', `http://127.0.0.1:${port}`), init);
  return { seen, source: createHttpsSource('https://data.example/box', { ...options, fetch: toServer }) };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a source over https', () => {
  it('fetches below its prefix and sends back the tag it was given', async () => {
    const { source, seen } = await sourceAnswering((request, response) => {
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"' }).end('film_id\n');
    });
    expect(await source.fetch('films.csv')).toEqual({
      status: 'found',
      body: new Uint8Array(Buffer.from('film_id\n')),
      tag: '"v1"',
    });
    expect(await source.fetch('films.csv', '"v1"')).toEqual({ status: 'unchanged' });
    expect(seen).toEqual(['/box/films.csv -', '/box/films.csv "v1"']);
  });

  it('says that a file is absent', async () => {
    const { source } = await sourceAnswering((_, response) => response.writeHead(404).end());
    expect(await source.fetch('films.csv')).toEqual({ status: 'absent' });
  });

  it.each<[string, RequestListener]>([
    ['a server error', (_, response) => response.writeHead(500).end('oops')],
    ['a refusal to be asked so often', (_, response) => response.writeHead(429, { 'retry-after': '60' }).end()],
    ['a redirect elsewhere', (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
    [
      'an answer cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('film_id');
        setImmediate(() => response.destroy());
      },
    ],
    ['a closed connection', (request) => request.destroy()],
    [
      'a slow drip',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
    ['no answer', () => {}],
    ['too much, and saying so', (_, response) => response.writeHead(200, { 'content-length': '5000000000' }).end()],
    ['too much without saying so', (_, response) => response.writeHead(200).end('x'.repeat(3_000))],
  ])('takes %s for an outage', async (_, answer) => {
    const { source } = await sourceAnswering(answer, { timeoutMs: 300, maxBytes: 2_000 });
    await expect(source.fetch('films.csv')).rejects.toMatchObject({
      code: 'collect.source-unavailable',
      params: { file: 'films.csv', reason: expect.stringMatching(/./) },
    });
  });
});

describe('a source in a folder', () => {
  it('reads its files, knows them again, and tells a missing file from a missing folder', async () => {
    const { folder, remove } = await temporaryFolder();
    const place = path.join(folder, '票房 2026');
    await mkdir(place);
    await writeFile(path.join(place, 'films.csv'), 'film_id\n');
    const source = openHistorySource(pathToFileURL(place).href);
    const found = await source?.fetch('films.csv');
    expect(found).toMatchObject({ status: 'found', tag: expect.stringMatching(/./) });
    expect(await source?.fetch('films.csv', found?.status === 'found' ? found.tag : '')).toEqual({
      status: 'unchanged',
    });
    expect(await source?.fetch('daily.csv')).toEqual({ status: 'absent' });
    await rm(place, { recursive: true });
    await expect(source?.fetch('films.csv')).rejects.toThrow(/collect.source-unavailable/);
    await remove();
  });
});

describe('the address of a source', () => {
  it('may be empty: nothing to collect', () => {
    expect(openHistorySource('')).toBeUndefined();
  });

  it.each(['http://data.example/', 'ftp://data.example/', 'data.example', 'file://server/share', 'javascript:1'])(
    'is refused when it is %s',
    (address) => {
      expect(() => openHistorySource(address)).toThrow(/collect.source-malformed/);
    },
  );
});
