import { request } from 'node:http';
import { connect as openSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type ProxyEventBody, readJson, startFixture } from './fixture/startFixture.ts';

interface Runtime {
  readonly calls: number;
  readonly remaining: number;
  readonly name: string;
}

describe('the HTTP API of a local run', () => {
  let fixture: Fixture;
  const get = (path: string, init: RequestInit = {}) => fetch(`${fixture.cloud.api}${path}`, init);

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  it('hands the function an event in payload format 2.0', async () => {
    const response = await get('/things/a%20b%2Fc?x=1&x=2&y=', { headers: { 'X-Mine': 'ja', cookie: 'k=v; l=w' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.get('apigw-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    const event = await readJson<ProxyEventBody>(response);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /things/{what}',
      rawPath: '/things/a%20b%2Fc',
      rawQueryString: 'x=1&x=2&y=',
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { what: 'a b/c' },
      cookies: ['k=v', 'l=w'],
      headers: { 'x-mine': 'ja' },
      requestContext: { http: { method: 'GET', path: '/things/a%20b%2Fc' }, stage: '$default' },
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('body');
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it.each([
    ['application/json; charset=utf-8', '{"a":"流"}', false],
    ['text/csv', 'a,b', false],
    ['application/octet-stream', 'bytes', true],
    ['application/x-www-form-urlencoded', 'a=b', true],
  ])('hands a body of %s over as API Gateway does', async (type, body, encoded) => {
    const response = await get('/things/x', { method: 'PUT', body, headers: { 'content-type': type } });
    const event = await readJson<ProxyEventBody>(response);
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(event.body, encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  it('answers bytes, cookies and plain results', async () => {
    const bytes = await get('/things/bytes');
    expect([bytes.status, bytes.headers.get('content-type')]).toEqual([201, 'image/png']);
    expect(Buffer.from(await bytes.arrayBuffer()).toString('base64')).toBe('iVBORw==');
    expect((await get('/things/cookies')).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const plain = await get('/things/plain');
    expect([plain.status, plain.headers.get('content-type'), await plain.text()]).toEqual([
      200,
      'application/json',
      'just text',
    ]);
  });

  it('gives functions what Lambda gives them: their variables, UTC, their limits', async () => {
    const runtime = await readJson<Runtime>(await get('/things/runtime'));
    expect(runtime).toMatchObject({ zone: 'UTC', greeting: 'hello', region: 'us-east-1', memory: '256' });
    expect(runtime.remaining).toBeGreaterThan(1000);
    expect(runtime.remaining).toBeLessThanOrEqual(2000);
    expect(runtime.name).toBe(fixture.cloud.functions['web']);
  });

  it('keeps a process for the next call', async () => {
    const calls = async () => (await readJson<Runtime>(await get('/things/runtime'))).calls;
    expect(await calls()).toBeLessThan(await calls());
  });

  it.each([
    ['throws', 'throw', 500],
    ['answers nonsense', 'nonsense', 500],
    ['ends its own process', 'exit', 500],
    ['never yields', 'spin', 500],
    ['takes longer than it may', 'slow', 500],
    ['takes more memory than it has', 'memory', 500],
  ])('answers a problem when the function %s, and goes on serving', async (_, what, status) => {
    const response = await get(`/things/${what}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status,
      title: 'Internal Server Error',
      message: 'Internal Server Error',
    });
    expect((await get('/things/fine')).status).toBe(200);
  });

  it('takes 10 MB and refuses more', async () => {
    const send = (bytes: number) =>
      get('/things/x', { method: 'POST', body: 'x'.repeat(bytes), headers: { 'content-type': 'text/plain' } });
    expect((await send(10 * 1024 * 1024 + 1)).status).toBe(413);
    expect((await send(5 * 1024 * 1024)).status).toBe(200); // the function sends it back, and may send 6 MB
  });

  it('refuses a head beyond 10,240 bytes and what is no HTTP', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${fixture.cloud.api}/health`, { headers: { long: 'x'.repeat(11_000) } }, (answer) => {
        answer.resume();
        resolve([answer.statusCode, answer.headers['content-type']]);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toEqual([431, 'application/problem+json']);
    const raw = await new Promise<string>((resolve) => {
      const socket = openSocket(Number(new URL(fixture.cloud.api).port), '127.0.0.1', () =>
        socket.write('nonsense\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('answers preflights and adds cross-origin headers as the API declares', async () => {
    const asked = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
    const preflight = await get('/films', { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET');
    expect(preflight.headers.get('access-control-max-age')).toBe('60');
    const allowed = await get('/health', { headers: { origin: 'https://a.example' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://a.example');
    const other = await get('/health', { headers: { origin: 'https://b.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('serves many callers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => get(`/things/t${index}`)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const paths = await Promise.all(answers.map(async (answer) => (await readJson<ProxyEventBody>(answer)).rawPath));
    expect(paths).toEqual(Array.from({ length: 200 }, (_, index) => `/things/t${index}`));
  });

  it('listens on loopback alone', async () => {
    for (const url of [fixture.cloud.api, fixture.cloud.issuer, ...Object.values(fixture.cloud.endpoints)]) {
      expect(new URL(url).hostname).toBe('127.0.0.1');
    }
  });
});
