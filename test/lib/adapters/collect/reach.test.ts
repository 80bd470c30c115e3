import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswerSource } from '../../../../lib/adapters/collect/createAnswerSource.ts';
import { isPublicAddress } from '../../../../lib/adapters/collect/publicAddress.ts';
import { PUBLIC_INTERNET } from '../../../../lib/adapters/collect/reach.ts';
import { quickSource, requestTo, startProvider } from './provider.ts';

/** Listens on every address of this machine, and counts who comes. */
let listener: Server;
let connections = 0;
let port = 0;

beforeAll(async () => {
  listener = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((done) => listener.listen(0, '::', done));
  port = (listener.address() as AddressInfo).port;
});
afterAll(() => listener.close());

const limits = { connectMs: 1_000, headersMs: 1_000, wholeMs: 1_500, maxBytes: 10_000 };

/** Asks as the product does, with the hosts of the request allowed: only the address can be what is refused. */
function askStrictly(url: string, resolve?: (host: string) => Promise<readonly string[]>) {
  const source = createAnswerSource({
    limits,
    retries: 1,
    baseDelayMs: 1,
    reach: { ...PUBLIC_INTERNET, ...(resolve && { resolve }) },
  });
  return source.ask({ method: 'GET', url, headers: {}, hosts: [], rate: { perSecond: 1_000, concurrency: 1 } });
}

const LITERALS = [
  ...['127.0.0.1', '127.1', '127.255.255.254', '2130706433', '0x7f000001', '0177.0.0.1', '0', '0.0.0.0'],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254', '100.100.100.200', '168.63.129.16'],
  ...['192.0.0.192', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '[::1]', '[::]', '[::ffff:127.0.0.1]'],
  ...['[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]'],
  ...['[fe80::1]', '[fd00:ec2::254]', '[ff02::1]', '[::127.0.0.1]'],
];

describe('S3 what requests reach', () => {
  it.each(LITERALS)('S3 refuses the address %s before anything is sent', async (address) => {
    await expect(askStrictly(`https://${address}:${port}/`)).rejects.toThrow(/collect.request-refused/);
    expect(connections).toBe(0);
  });

  it.each([
    ['http', () => `http://127.0.0.1:${port}/`],
    ['a file', () => 'file:///etc/passwd'],
    ['gopher', () => `gopher://127.0.0.1:${port}/`],
    ['a user in the address', () => `https://provider.example@127.0.0.1:${port}/`],
  ])('S3 refuses %s', async (_, url) => {
    await expect(askStrictly(url())).rejects.toThrow(/collect.(request-refused|source-unavailable)/);
    expect(connections).toBe(0);
  });

  it.each(['localhost', 'localhost.', 'anything.localhost'])('S3 refuses the name %s of this machine', async (host) => {
    await expect(askStrictly(`https://${host}:${port}/`)).rejects.toThrow(
      /collect.(request-refused|source-unavailable)/,
    );
    expect(connections).toBe(0);
  });

  it.each<[string, readonly string[]]>([
    ['a private address', ['127.0.0.1']],
    ['a mapped one', ['::ffff:127.0.0.1']],
    ['a public and a private one', ['93.184.216.34', '127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['nothing', []],
  ])('S3 refuses a name that leads to %s', async (_, addresses) => {
    await expect(askStrictly(`https://provider.example:${port}/`, async () => addresses)).rejects.toThrow(
      /collect.request-refused/,
    );
    expect(connections).toBe(0);
  });

  it('S3 checks the very address that is connected to: a name that changes its meaning gains nothing', async () => {
    const provider = await startProvider((_, response) => response.writeHead(200).end('{}'));
    const meanings = ['127.0.0.1', '127.0.0.9'];
    let asked = 0;
    const resolve = async () => [meanings[asked++] ?? ''];
    const source = quickSource(provider, { reach: { ...provider.reach, resolve } });
    try {
      expect(await source.ask(requestTo(provider, '/'))).toMatchObject({ status: 'found' });
      expect(asked).toBe(1); // no second look between check and use
      const elsewhere = requestTo(provider, '/', { url: `https://provider.example:${port}/` });
      await expect(source.ask(elsewhere)).rejects.toThrow(/not public/);
      expect([asked, connections]).toEqual([2, 0]);
    } finally {
      provider.close();
    }
  });

  it.each([
    ['http of the same host', (at: number) => `http://provider.example:${at}/x`],
    ['this machine', () => `https://127.0.0.1:${port}/`],
    ['another host', () => `https://other.example:${port}/`],
    ['another port', () => `https://provider.example:${port}/`],
    ['the metadata service', () => 'https://169.254.169.254/latest/meta-data/'],
    ['a user in the address', (at: number) => `https://a:b@provider.example:${at}/`],
  ])('S3 refuses a redirect to %s', async (_, location) => {
    const provider = await startProvider((__, response) =>
      response.writeHead(302, { location: location(provider.port) }).end(),
    );
    try {
      await expect(quickSource(provider).ask(requestTo(provider, '/'))).rejects.toThrow(/collect.request-refused/);
      expect(provider.seen).toHaveLength(1);
      expect(connections).toBe(0);
    } finally {
      provider.close();
    }
  });

  it('S3 follows five redirects to listed hosts and sends another origin no header of the declaration', async () => {
    const headers: (string | undefined)[] = [];
    const provider = await startProvider((request, response) => {
      headers.push(request.headers['authorization']);
      const hop = Number(request.url?.slice(1));
      const host = hop < 4 ? 'provider.example' : 'other.example';
      if (hop < 5) response.writeHead(307, { location: `https://${host}:${provider.port}/${hop + 1}` }).end();
      else response.writeHead(200).end('{}');
    });
    try {
      const hosts = [`other.example:${provider.port}`];
      const request = { headers: { authorization: 'Bearer canary' }, hosts };
      expect(await quickSource(provider).ask(requestTo(provider, '/0', request))).toMatchObject({ status: 'found' });
      expect(headers).toEqual([...Array(5).fill('Bearer canary'), undefined]);
      await expect(quickSource(provider).ask(requestTo(provider, '/-1', request))).rejects.toThrow(/more than 5 times/);
    } finally {
      provider.close();
    }
  });

  it.each(['8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])(
    'lets the public address %s through',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each(['', 'provider.example', '1.2.3', '8.8.8.8 '])('takes %j for no address', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});
