import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { loadSources, parseSources } from '../../../lib/collect/loadSources.ts';
import { SourceDeclaration } from '../../../lib/collect/sourceDeclaration.ts';
import { SHIPPED_SOURCES } from '../../../lib/collect/sources/shippedSources.ts';
import { describeError } from '../../../lib/errors/catalogue.ts';

const OWN = {
  extends: 'generic-json',
  name: 'my-cinemas',
  title: { en: 'My cinemas', zh: '我的影院' },
  request: {
    url: 'https://signals.my-cinemas.example/v1/{date|compact}.json',
    headers: { 'X-Api-Key': 'secret:MY_KEY' },
  },
};
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const refusal = (value: unknown) => {
  try {
    parseSources(bytes(value), 'sources/own.json');
    return undefined;
  } catch (error) {
    return error as { readonly code: string; readonly params: Record<string, string> };
  }
};

describe('declarations of sources', () => {
  it('defect 9: every shipped source names an https host, a pace, how old it may be, and what its terms demand', () => {
    expect(SHIPPED_SOURCES.length).toBeGreaterThanOrEqual(19);
    for (const source of SHIPPED_SOURCES) {
      expect(new URL(source.request.url.replaceAll(/\{[^}]*\}/g, '0')).protocol, source.name).toBe('https:');
      expect(source.rate.perSecond).toBeGreaterThan(0);
      expect(source.freshness.staleAfterMinutes).toBeGreaterThan(0);
      for (const text of [source.terms.demands, source.title, ...(source.trap ? [source.trap] : [])]) {
        expect(text.en).toMatch(/[a-z]/i);
        expect(text.zh).toMatch(/[一-鿿]/);
      }
    }
    expect(new Set(SHIPPED_SOURCES.map(({ name }) => name)).size).toBe(SHIPPED_SOURCES.length);
  });

  it('defect 9: a source that needs a key holds a reference to it and never a value', () => {
    const keyed = SHIPPED_SOURCES.filter(({ terms }) => terms.needs === 'key');
    expect(keyed.length).toBeGreaterThanOrEqual(6);
    for (const { name, request } of keyed) expect(JSON.stringify(request), name).toMatch(/secret:[A-Z]/);
  });

  it('defect 13: sources of one provider share its ids, so that a film is identified once', () => {
    const spaces = (prefix: string) =>
      new Set(SHIPPED_SOURCES.filter(({ name }) => name.startsWith(prefix)).map(({ film }) => film.namespace));
    expect([...spaces('maoyan')]).toEqual(['maoyan']);
    expect([...spaces('douban')]).toEqual(['douban']);
  });

  it('stay what they are when they are checked again', () => {
    for (const source of SHIPPED_SOURCES) expect(SourceDeclaration.parse(source)).toEqual(source);
  });

  it('begin from a shipped one', () => {
    const [own] = parseSources(bytes(OWN), 'sources/own.json');
    expect(own).toMatchObject({ name: 'my-cinemas', rows: 'signals', request: { method: 'GET', per: 'slot' } });
  });

  it.each<[string, unknown, RegExp, RegExp]>([
    ['http', { ...OWN, request: { url: 'http://a.example/' } }, /request\.url/, /https/],
    [
      'a host that is filled in',
      { ...OWN, request: { url: 'https://{providerId}.example/' } },
      /request\.url/,
      /fixed/,
    ],
    ['a user in the address', { ...OWN, request: { url: 'https://me:pw@a.example/' } }, /request\.url/, /no user/],
    ['a placeholder of nothing', { ...OWN, request: { url: 'https://a.example/{dat}' } }, /request\.url/, /\{dat\}/],
    [
      'a secret by its value',
      { ...OWN, request: { url: 'https://a.example/', headers: { Authorization: 'Bearer x' } } },
      /Authorization/,
      /secret:NAME/,
    ],
    [
      'a header of two lines',
      { ...OWN, request: { url: 'https://a.example/', headers: { 'X-A': 'a\r\nHost: b' } } },
      /X-A/,
      /one line/,
    ],
    ['a page without paging', { ...OWN, request: { url: 'https://a.example/{page}' } }, /paging/, /\{page\}/],
    ['paging without a page', { ...OWN, paging: { most: 2 } }, /paging/, /\{page\}/],
    ['metrics that it does not read', { ...OWN, metrics: ['gross'] }, /metrics/, /presale_gross/],
    ['a metric that there is not', { ...OWN, metrics: ['box'] }, /metrics/, /expected one of/i],
    ['a member that there is not', { ...OWN, surprise: 1 }, /-/, /surprise/],
    ['a base that there is not', { ...OWN, extends: 'nobody' }, /-|market/, /./],
    ['rows without an id', { ...OWN, film: { namespace: 'own' } }, /film\.id/, /id/],
    ['no object', 'null', /-/, /object/],
  ])('are refused with %s, by field and reason', (_, declaration, field, problem) => {
    const refused = refusal(declaration);
    expect(refused).toMatchObject({ code: 'collect.declaration-malformed' });
    expect(refused?.params['field']).toMatch(field);
    expect(refused?.params['problem']).toMatch(problem);
    expect(describeError('collect.declaration-malformed', refused?.params ?? {}).zh).toContain(
      String(refused?.params['source']),
    );
  });

  it('S8 with __proto__ in them change nothing but themselves', () => {
    expect(refusal('{"extends": "generic-json", "name": "x1", "__proto__": {"polluted": 1}}')).toBeDefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('of files take the place of shipped ones; a bad file is refused with its name and the others hold', async () => {
    const files = createMemoryObjectStore();
    await files.put('sources/own.json', bytes([OWN]));
    await files.put('sources/slower.json', bytes({ extends: 'weibo-hot', freshness: { staleAfterMinutes: 600 } }));
    await files.put('sources/broken.json', bytes('{"name":'));
    await files.put('sources/gbk.json', new Uint8Array([0x22, 0xc6, 0xb1, 0x22]));
    await files.put('sources/notes.txt', bytes('x'));
    const { sources, refused } = await loadSources(files, 'sources/');
    expect(sources.size).toBe(SHIPPED_SOURCES.length + 1);
    expect(sources.get('weibo-hot')?.freshness).toEqual({ staleAfterMinutes: 600 });
    expect(refused.map(({ file }) => file)).toEqual(['sources/broken.json', 'sources/gbk.json']);
  });
});

describe('docs/sources.md', () => {
  it('has a row for every shipped source, with its market, what it needs and what it was checked against', async () => {
    const page = await readFile(path.resolve(import.meta.dirname, '../../../docs/sources.md'), 'utf8');
    const rows = page.split('\n').filter((line) => /^\| `[a-z0-9-]+` \| [A-Za-z]+ \|/.test(line));
    const written = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(written.map(([, name, market, , needs, shape]) => [name, market, needs, shape])).toEqual(
      SHIPPED_SOURCES.map(({ name, market, terms, shape }) => [
        `\`${name}\``,
        name.startsWith('generic-') ? 'any' : market,
        terms.needs,
        shape,
      ]),
    );
  });
});
