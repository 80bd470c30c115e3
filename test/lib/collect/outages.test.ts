import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { SourceDeclaration } from '../../../lib/collect/sourceDeclaration.ts';
import { type Provider, quickSource, startProvider } from '../adapters/collect/provider.ts';
import { house, mapper, shipped } from './house.ts';

const providers: Provider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});
afterAll(() => mapper.close());

const SLOT = Date.parse('2026-03-02T03:00:00Z');
const HOUR = 3_600_000;
const GOOD = '{"signals": [{"film_id": "f1", "observed_at": "2026-03-02T02:59:00Z", "presale_tickets": 812}]}';
const MOST_REQUESTS = 8; // four tries, and once more for an answer that cannot be read

/** A source that answers as it is told, first well; all limits are short. */
async function provider() {
  let answer: RequestListener = (_, response) => response.writeHead(200, { etag: '"v1"' }).end(GOOD);
  const started = await startProvider((request, response) => answer(request, response));
  providers.push(started);
  const limits = { connectMs: 1_000, headersMs: 150, wholeMs: 300, maxBytes: 100_000 };
  const source = quickSource(started, { limits, breaker: { failures: 100, restMs: 60_000 } });
  const declared: SourceDeclaration = { ...shipped('generic-json', started), freshness: { staleAfterMinutes: 90 } };
  const change = (next: RequestListener) => {
    answer = next;
  };
  return { started, change, declared, ...house({ source }) };
}

const drip = (response: ServerResponse, text: string) => {
  const timer = setInterval(() => response.write(text), 20);
  response.on('close', () => clearInterval(timer));
};
const redirect =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location }).end();
const send =
  (body: string | Uint8Array, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end('{"signals": []}');

/** Each with the requests that it may cost: 1 for what will not pass. */
const FAULTS: readonly (readonly [title: string, requests: number, answer: RequestListener])[] = [
  ['500', 4, status(500)],
  ['502', 4, status(502)],
  ['503', 4, status(503)],
  ['504', 4, status(504)],
  ['408', 4, status(408)],
  ['429 without a word', 4, status(429)],
  ['429 that asks to wait a moment', 4, status(429, { 'retry-after': '0' })],
  ['429 that asks to wait an hour', 1, status(429, { 'retry-after': '3600' })],
  ['503 that asks to wait until a date', 1, status(503, { 'retry-after': 'Wed, 01 Jan 2098 00:00:00 GMT' })],
  ['401', 1, status(401)],
  ['403', 1, status(403)],
  ['404 of the whole source', 2, status(404)],
  ['206, a part', 1, status(206)],
  ['304 to a question without conditions', 1, status(304)],
  ['a redirect in a circle', 6, redirect('/again')],
  ['a redirect to http', 1, redirect('http://data.example/signals.json')],
  ['a redirect to a host that is not listed', 1, redirect('https://other.example/signals.json')],
  ['a redirect to no address', 1, redirect('https://[')],
  ['a closed connection', 4, (request) => request.destroy()],
  ['no answer', 4, () => {}],
  [
    'a slow drip',
    4,
    (_, response) => {
      response.writeHead(200);
      drip(response, ' ');
    },
  ],
  [
    'fewer bytes than announced',
    4,
    (_, response) => {
      response.writeHead(200, { 'content-length': '200' });
      response.write(GOOD.slice(0, 50));
      setTimeout(() => response.destroy(), 10);
    },
  ],
  [
    'chunks that end in the middle',
    4,
    (_, response) => {
      response.writeHead(200);
      response.write(GOOD.slice(0, 50));
      setTimeout(() => response.destroy(), 10);
    },
  ],
  ['JSON that is cut short', 2, send(GOOD.slice(0, 60))],
  ['an empty body', 2, send('')],
  ['a page instead of JSON', 2, send('<html>maintenance</html>')],
  ['JSON without its rows', 2, send('{"error": "quota"}')],
  ['JSON a hundred levels deep', 2, send(`${'['.repeat(100)}${']'.repeat(100)}`)],
  ['GBK that says it is UTF-8', 2, send(Buffer.from([0x7b, 0x22, 0xc6, 0xb1, 0xb7, 0xbf, 0x22, 0x7d]))],
  ['gzip that is cut short', 4, send(gzipSync(GOOD).subarray(0, 30), { 'content-encoding': 'gzip' })],
  ['a bomb of gzip', 4, send(gzipSync(Buffer.alloc(20_000_000)), { 'content-encoding': 'gzip' })],
  [
    'more than is taken, announced',
    4,
    (_, response) => response.writeHead(200, { 'content-length': '9999999999' }).end(),
  ],
  ['more than is taken, unannounced', 4, send('x'.repeat(200_000))],
  ['a packing that was not asked for', 4, send('x', { 'content-encoding': 'zstd' })],
];

describe('R11 a provider that fails', () => {
  it.each(FAULTS)('defect 10: %s is missing and stale, never no demand', async (_, requests, answer) => {
    const { started, change, declared, collect, deps, taken } = await provider();
    expect(await collect(declared, SLOT)).toMatchObject({ status: 'collected', events: 1 });
    const before = started.seen.length;
    // another day asks another address, so that no condition is sent
    const later = { ...declared, request: { ...declared.request, url: `${declared.request.url}?again` } };
    change(answer);
    const slot = SLOT + HOUR;
    await expect(collect(later, slot)).rejects.toThrow(/collect\.(source-unavailable|source-failed|request-refused)/);

    expect(started.seen.length - before).toBe(requests);
    expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect([...taken.values()]).toMatchObject([{ filmId: 'f1', value: 812 }]); // the last good reading, and no zero
    expect(await deps.slots.get('generic-json', slot)).toMatchObject({ status: 'missing', events: 0, failed: 1 });
    expect(await deps.statuses.get('generic-json')).toMatchObject({ lastSuccess: SLOT, missingSince: slot });
    expect(await deps.statuses.stale('CN', SLOT + HOUR)).toEqual([]);
    expect(await deps.statuses.stale('CN', SLOT + 2 * HOUR)).toEqual(['generic-json']);
  });

  it('names nobody at the other end by its failure: the host that is not there', async () => {
    const { started, declared, collect, deps } = await provider();
    started.close();
    await expect(collect(declared, SLOT)).rejects.toThrow(/ECONNREFUSED/);
    expect(await deps.statuses.stale('CN', SLOT)).toEqual(['generic-json']);
  });

  it('R11 comes through two failures and is fresh again', async () => {
    const { started, change, declared, collect, deps } = await provider();
    change((request, response) =>
      started.seen.length <= 2 ? response.writeHead(503).end() : send(GOOD)(request, response),
    );
    expect(await collect(declared, SLOT)).toMatchObject({ status: 'collected', events: 1 });
    expect(started.seen).toHaveLength(3);
    expect(await deps.statuses.get('generic-json')).not.toHaveProperty('missingSince');
  });

  it('R11 catches up a missing slot when it is started again, and then does it no more', async () => {
    const { started, change, declared, collect, deps } = await provider();
    change(status(500));
    await expect(collect(declared, SLOT)).rejects.toThrow(/500/);
    change(send(GOOD));
    expect(await collect(declared, SLOT)).toMatchObject({ status: 'collected' });
    expect(await deps.statuses.get('generic-json')).toMatchObject({ lastSuccess: SLOT });
    const { length } = started.seen;
    expect(await collect(declared, SLOT)).toMatchObject({ status: 'collected' });
    expect(started.seen).toHaveLength(length);
  });

  it('a slot that comes late never makes the state of a source older', async () => {
    const { change, declared, collect, deps } = await provider();
    await collect(declared, SLOT + HOUR);
    change(status(500));
    const earlier = { ...declared, request: { ...declared.request, url: `${declared.request.url}?late` } };
    await expect(collect(earlier, SLOT)).rejects.toThrow(/500/);
    expect(await deps.statuses.get('generic-json')).toMatchObject({ lastSlot: SLOT + HOUR, lastSuccess: SLOT + HOUR });
  });

  it('reads text of the encoding that is declared', async () => {
    const { change, declared, collect, taken } = await provider();
    const gbk = Buffer.concat([
      Buffer.from('film_id,observed_at,want_to_see,name\nf1,2026-03-02T02:59:00Z,5,'),
      Buffer.from([0xc6, 0xb1, 0xb7, 0xbf]),
    ]);
    change(send(gbk, { 'content-type': 'text/csv' }));
    const csv: SourceDeclaration = {
      ...declared,
      format: { type: 'csv', separator: ',' },
      rows: "rows[?name == '票房']",
      charset: 'gbk',
    };
    await collect(csv, SLOT);
    expect([...taken.values()]).toMatchObject([{ metric: 'want_to_see', value: 5 }]);
  });
});
