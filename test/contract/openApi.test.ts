import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../lib/api/examples.ts';
import { OPERATIONS, type OperationId, routeKey, scopeOf } from '../../lib/api/operations.ts';
import { ROUTES } from '../../lib/deployment/environment.ts';
import { VERSION } from '../../lib/deployment/version.ts';
import { componentValidator } from './componentValidator.ts';
import { DOCUMENTS } from './documents.ts';

const root = path.join(import.meta.dirname, '../..');
const committed = (file: string) => readFileSync(path.join(root, file), 'utf8');

async function lintFaults(source: string): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const faults = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  return faults.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer} ${message}`);
}

describe('the published contract', () => {
  it.each(Object.entries(DOCUMENTS))('%s is what the code generates; "npm run openapi" writes it', (file, build) => {
    expect(committed(file)).toBe(build());
  });

  it('U8 lints clean by the recommended rules of Redocly, which do find a planted fault', async () => {
    const source = committed('docs/openapi.json');
    expect(await lintFaults(source)).toEqual([]);
    expect(await lintFaults(source.replace('"operationId": "getFilm"', '"operationId": "listFilms"'))).toEqual([
      expect.stringContaining('operation-operationId-unique'),
    ]);
  });

  it('offers exactly the routes that the gateway declares, with their scopes', () => {
    const offered = (Object.keys(OPERATIONS) as OperationId[]).map((id) => [routeKey(OPERATIONS[id]), scopeOf(id)]);
    expect(offered).toEqual(ROUTES.map(({ method, path: route, scope }) => [`${method} ${route}`, scope]));
  });

  it.each(Object.keys(OPERATIONS) as OperationId[])('U8 has an example of %s that its schemas accept', (id) => {
    const { answer, body } = OPERATIONS[id] as (typeof OPERATIONS)['createForecast'];
    expect(componentValidator(answer)(EXAMPLES[id].answer)).toEqual([]);
    const bodies = Object.values(EXAMPLES[id].bodies ?? {});
    expect(bodies.length > 0).toBe(body !== undefined);
    for (const { value } of bodies) expect(componentValidator(body)(value)).toEqual([]);
  });

  it('names the version of package.json', () => {
    expect(JSON.parse(committed('package.json'))).toMatchObject({ version: VERSION });
  });
});
