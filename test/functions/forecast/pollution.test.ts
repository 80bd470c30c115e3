import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from './world.ts';

const forbidden = fc.constantFrom('__proto__', 'constructor', 'prototype');
const poison = fc.constantFrom('{"polluted":1}', '{"toString":null}', '[]', '1', '{"prototype":{"polluted":1}}');
/** Where the poison is put: text around it that makes a body of it. */
const around = fc.constantFrom(
  ['{', '}'],
  ['{"filmId":"sim-cn-01",', '}'],
  ['{"release_date":"2025-06-05","date":"2025-05-31",', '}'],
  ['{"release_date":"2025-06-05","date":"2025-05-31","daily":[{"date":"2025-05-30",', '}]}'],
  ['{"a":{"b":{"c":[{', '}]}}}'],
  ['[{', '}]'],
);

const untouched = Object.getOwnPropertyNames(Object.prototype);

describe('prototype pollution', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  it('S8 is refused in bodies at any depth (500 bodies, seed 8)', async () => {
    await fc.assert(
      fc.asyncProperty(around, forbidden, poison, async ([before, after], name, value) => {
        const { status } = await world.send({ rawBody: `${before}"${name}":${value}${after}` });
        expect(status).toBe(422);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(untouched);
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it('S8 is refused in query parameters and film ids', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const query = Object.defineProperty({}, name, { value: 'x', enumerable: true }) as Record<string, string>;
      expect((await world.send({ method: 'GET', path: '/v1/films', query })).status).toBe(422);
      expect((await world.send({ method: 'GET', path: `/v1/films/${name}` })).status).toBe(404);
      expect((await world.send({ body: { filmId: name } })).status).toBe(404);
    }
  });
});
