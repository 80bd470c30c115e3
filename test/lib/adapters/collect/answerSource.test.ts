import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Provider, quickSource, requestTo, startProvider } from './provider.ts';

const providers: Provider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});

async function start(answer: RequestListener): Promise<Provider> {
  const provider = await startProvider(answer);
  providers.push(provider);
  return provider;
}

const ok: RequestListener = (_, response) => response.writeHead(200, { etag: '"v1"' }).end('{}');

describe('asking providers', () => {
  it('R11 waits between tries for a time drawn from zero to twice the last ceiling', async () => {
    const provider = await start((_, response) => response.writeHead(503).end());
    let drawn = 0;
    const source = quickSource(provider, {
      baseDelayMs: 60,
      longestWaitMs: 10_000,
      random: () => {
        drawn++;
        return 0.5;
      },
    });
    const start0 = performance.now();
    await expect(source.ask(requestTo(provider, '/'))).rejects.toThrow(/503/);
    expect(provider.seen).toHaveLength(4);
    expect(drawn).toBe(3);
    expect(performance.now() - start0).toBeGreaterThanOrEqual(30 + 60 + 120 - 5);
  });

  it('R11 waits at least as long as Retry-After asks', async () => {
    const provider = await start((request, response) =>
      provider.seen.length === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : ok(request, response),
    );
    const source = quickSource(provider, { longestWaitMs: 5_000 });
    const before = performance.now();
    expect(await source.ask(requestTo(provider, '/'))).toMatchObject({ status: 'found', attempts: 2 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
  });

  it('R11 leaves a host alone for as long as it asked, whoever else wants to ask it', async () => {
    const provider = await start((_, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    let now = 1_000_000;
    const source = quickSource(provider, { clock: () => now });
    await expect(source.ask(requestTo(provider, '/a'))).rejects.toThrow(/429/);
    await expect(source.ask(requestTo(provider, '/b'))).rejects.toThrow(/left alone for 600 s/);
    expect(provider.seen).toHaveLength(1);
    now += 601_000;
    await expect(source.ask(requestTo(provider, '/c'))).rejects.toThrow(/429/);
    expect(provider.seen).toHaveLength(2);
  });

  it('R11 opens the breaker after failures in a row, asks no more, and tries one when the rest is over', async () => {
    let isUp = false;
    const provider = await start((request, response) => (isUp ? ok(request, response) : response.writeHead(500).end()));
    const source = quickSource(provider, { retries: 2, breaker: { failures: 6, restMs: 80 } });
    for (let round = 0; round < 2; round++) await expect(source.ask(requestTo(provider, '/'))).rejects.toThrow(/500/);
    expect(provider.seen).toHaveLength(6);
    await expect(source.ask(requestTo(provider, '/'))).rejects.toThrow(/left alone for a while/);
    expect(provider.seen).toHaveLength(6);
    isUp = true;
    await new Promise((done) => setTimeout(done, 100));
    expect(await source.ask(requestTo(provider, '/'))).toMatchObject({ status: 'found' });
  });

  it('keeps at most as many requests under way at one host as its declaration says', async () => {
    let open = 0;
    let most = 0;
    const provider = await start((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end('{}');
      }, 20);
    });
    const source = quickSource(provider);
    const rate = { perSecond: 10_000, concurrency: 3 };
    await Promise.all(Array.from({ length: 12 }, (_, at) => source.ask(requestTo(provider, `/${at}`, { rate }))));
    expect(provider.seen).toHaveLength(12);
    expect(most).toBe(3);
  });

  it('asks one host no oftener than its declaration says', async () => {
    const provider = await start(ok);
    const source = quickSource(provider);
    const rate = { perSecond: 20, concurrency: 8 };
    const before = performance.now();
    await Promise.all(Array.from({ length: 6 }, (_, at) => source.ask(requestTo(provider, `/${at}`, { rate }))));
    expect(performance.now() - before).toBeGreaterThanOrEqual(245);
  });

  it('sends what it knows of an earlier answer, and hears that nothing has changed', async () => {
    const provider = await start((request, response) =>
      request.headers['if-none-match'] === '"v1"' &&
      request.headers['if-modified-since'] === 'Sun, 01 Mar 2026 00:00:00 GMT'
        ? response.writeHead(304).end()
        : ok(request, response),
    );
    const source = quickSource(provider);
    const known = { etag: '"v1"', lastModified: 'Sun, 01 Mar 2026 00:00:00 GMT' };
    expect(await source.ask(requestTo(provider, '/'))).toMatchObject({ status: 'found', etag: '"v1"' });
    expect(await source.ask(requestTo(provider, '/', { known }))).toEqual({ status: 'unchanged' });
  });

  it('takes no proxy from the environment', async () => {
    const provider = await start(ok);
    const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : 'http://127.0.0.1:1';
    try {
      expect(await quickSource(provider).ask(requestTo(provider, '/'))).toMatchObject({ status: 'found' });
    } finally {
      for (const [at, name] of names.entries()) {
        if (before[at] === undefined) delete process.env[name];
        else process.env[name] = before[at];
      }
    }
  });

  it('refuses a host whose certificate is not that host’s', async () => {
    const provider = await start(ok);
    const request = requestTo(provider, '/', { url: `https://unnamed.example:${provider.port}/` });
    await expect(quickSource(provider).ask(request)).rejects.toThrow(/ERR_TLS_CERT_ALTNAME_INVALID/);
    const { ca: _ca, ...reach } = provider.reach;
    await expect(quickSource(provider, { reach }).ask(requestTo(provider, '/'))).rejects.toThrow(
      /SELF_SIGNED|self-signed/,
    );
    expect(provider.seen).toEqual([]);
  });

  it('S11 says host and path when it fails, never the query, where keys stand', async () => {
    const provider = await start((_, response) => response.writeHead(500).end());
    const failure = await quickSource(provider)
      .ask(requestTo(provider, '/film?key=canary-7f3a'))
      .catch((error) => error);
    expect(failure.message).toContain('provider.example');
    expect(JSON.stringify([failure.message, failure.stack, failure.params, failure.cause?.message])).not.toContain(
      'canary',
    );
  });
});
