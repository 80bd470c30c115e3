import { describe, expect, it } from 'vitest';
import { createRouteMatcher } from '../../../infra/local/http/matchRoute.ts';

const route = (key: string) => ({ key, functionArn: key, timeoutMs: 1000, authorization: undefined });
const matcher = (...keys: string[]) => createRouteMatcher(keys.map(route));

describe('the choice among routes', () => {
  // The order that the HTTP API developer guide gives under "Routing API requests".
  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{kind}/{id}'],
    ['GET', '/pets/cat/1/more', 'GET /{proxy+}'],
    ['POST', '/pets/5', 'ANY /{proxy+}'],
    ['POST', '/', '$default'],
  ])('%s %s goes to %s', (method, path, expected) => {
    const keys = [
      '$default',
      'ANY /{proxy+}',
      'GET /{proxy+}',
      'GET /pets/{kind}/{id}',
      'GET /pets/dog/{id}',
      'GET /pets/dog/1',
    ];
    expect(matcher(...keys)(method, path)?.route.key).toBe(expected);
  });

  it('decodes what stands for a variable', () => {
    expect(matcher('GET /films/{id}')('GET', '/films/%E6%B5%81%2F1')?.parameters).toEqual({ id: '流/1' });
    expect(matcher('GET /files/{path+}')('GET', '/files/a/b')?.parameters).toEqual({ path: 'a/b' });
  });

  it.each(['/films', '/films/', '/films/a/b', '/Films/a', '/films/%E0%A4%A'])('finds no route for %s', (path) => {
    expect(matcher('GET /films/{id}')('GET', path)).toBeUndefined();
  });

  it('takes dots and brackets of a path for themselves', () => {
    expect(matcher('GET /a.b')('GET', '/axb')).toBeUndefined();
    expect(matcher('GET /.well-known/x')('GET', '/.well-known/x')).toBeDefined();
  });
});
