import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type ProxyEventBody, readJson, startFixture } from './fixture/startFixture.ts';

describe('tokens of a local run', () => {
  let fixture: Fixture;
  let token: Record<string, string>;

  const call = async (method: string, path: string, bearer?: string) => {
    const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    return fetch(`${fixture.cloud.api}${path}`, { method, headers });
  };

  beforeAll(async () => {
    fixture = await startFixture();
    const { cloud } = fixture;
    const { privateKey } = await generateKeyPair('RS256');
    const claims = { iss: cloud.issuer, aud: 'local-JwtAudience', scope: 'app/read', exp: 4_102_444_800 };
    const [head, payload] = cloud.token.split('.');
    token = {
      'no token': '',
      'all scopes': cloud.token,
      'reading only': await cloud.issueToken({ scope: 'app/read' }),
      'another scope': await cloud.issueToken({ scope: 'other/read' }),
      'no scope': await cloud.issueToken({ scope: '' }),
      'another audience': await cloud.issueToken({ audience: 'someone-else' }),
      expired: await cloud.issueToken({ expiresIn: -10 }),
      'signed by another key': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'local' })
        .sign(privateKey),
      'signed with the public key as a secret': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'local' })
        .sign(new TextEncoder().encode(await (await fetch(`${cloud.issuer}/.well-known/jwks.json`)).text())),
      unsigned: new UnsecuredJWT(claims).encode(),
      'cut off': `${head}.${payload}.`,
      nonsense: 'nonsense',
    };
  });
  afterAll(() => fixture.stop());

  it.each([
    ['no token', 401],
    ['all scopes', 200],
    ['reading only', 200],
    ['another scope', 403],
    ['no scope', 403],
    ['another audience', 401],
    ['expired', 401],
    ['signed by another key', 401],
    ['signed with the public key as a secret', 401],
    ['unsigned', 401],
    ['cut off', 401],
    ['nonsense', 401],
  ])('with %s a route that asks for a scope says %i', async (kind, status) => {
    const bearer = token[kind];
    expect((await call('GET', '/films', bearer === '' ? undefined : bearer)).status).toBe(status);
  });

  it('admits with any one of the scopes of a route, and tells the function who calls', async () => {
    const response = await call('GET', '/films/f1', token['reading only']);
    const { requestContext } = await readJson<ProxyEventBody>(response);
    expect(requestContext.authorizer.jwt).toMatchObject({
      claims: { sub: 'local-user', iss: fixture.cloud.issuer, scope: 'app/read' },
      scopes: ['app/read', 'app/admin'],
    });
    expect((await call('POST', '/films', token['reading only'])).status).toBe(403);
  });

  it('asks on the default route for a token of whatever scope', async () => {
    expect((await call('GET', '/elsewhere', undefined)).status).toBe(401);
    expect((await call('GET', '/elsewhere', token['no scope'])).status).toBe(200);
    expect((await call('GET', '/health')).status).toBe(200);
  });

  it('refuses in the words of API Gateway and as a problem', async () => {
    const missing = await call('GET', '/films');
    expect(missing.headers.get('www-authenticate')).toBe('Bearer');
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    expect(await missing.json()).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'A valid bearer token is required.',
      message: 'Unauthorized',
    });
    const forbidden = await call('GET', '/films', token['another scope']);
    expect(forbidden.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(await forbidden.json()).toMatchObject({ title: 'Forbidden', status: 403, message: 'Forbidden' });
  });

  it('publishes its keys where OpenID clients look for them', async () => {
    const found = await fetch(`${fixture.cloud.issuer}/.well-known/openid-configuration`);
    const configuration = await readJson<{ issuer: string; jwks_uri: string }>(found);
    expect(configuration.issuer).toBe(fixture.cloud.issuer);
    const { keys } = await readJson<{ keys: object[] }>(await fetch(configuration.jwks_uri));
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
