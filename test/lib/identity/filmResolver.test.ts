import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { createFilmResolver } from '../../../lib/identity/createFilmResolver.ts';
import type { FilmMention } from '../../../lib/ports/filmResolver.ts';
import type { Item, ItemTable } from '../../../lib/ports/itemTable.ts';
import { createFilmCatalogue } from '../../../lib/stores/filmCatalogue.ts';
import { createFilmLinks, createSignedFilmLinks } from '../../../lib/stores/filmLinks.ts';
import { createIdentityReview } from '../../../lib/stores/identityReview.ts';
import { createTable, dynamoAt } from '../../conformance/endpoints.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { faultyTable, noFaults } from '../stores/faults.ts';

const NOW = Date.parse('2017-11-25T08:00:00Z');
const clock = () => NOW;
const film = (filmId: string, title: string, date: string, directors: readonly string[] = []): Film => ({
  ...{ filmId, title, market: 'CN', releaseDate: parseDay(date), currency: 'CNY', genres: [], directors, cast: [] },
});
const FILMS = [
  film('coco', '寻梦环游记', '2017-11-24', ['李·昂克里奇']),
  film('justice', '正义联盟', '2017-11-17'),
  film('wolf', '战狼', '2015-04-02', ['吴京']),
  film('hero-1', '英雄', '2002-12-20'),
  film('hero-2', '英雄', '2012-12-20'),
];
const mention = (providerId: string, title: string, more: Partial<FilmMention> = {}): FilmMention => ({
  ...{ namespace: 'maoyan', providerId, market: 'CN', title },
  ...more,
});
const COCO = mention('342068', '寻梦环游记', { originalTitle: 'Coco', releaseDate: parseDay('2017-11-24') });
const signer = createMemorySigner();

async function house(table: ItemTable = createMemoryItemTable(clock)) {
  const films = createFilmCatalogue(table);
  await films.record({ batch: 'b', market: 'CN', version: 1, at: NOW, films: FILMS });
  const links = createSignedFilmLinks({ table, clock, signer });
  const review = createIdentityReview(table);
  const reader = createFilmLinks({ table, clock, verifier: signer });
  const resolver = () => createFilmResolver({ films, links: reader, review, clock });
  return { table, links, review, resolver, resolve: (asked: FilmMention) => resolver().resolve(asked) };
}

/** Resolves once with a store that fails after so many calls, then again with a sound one. @returns calls of the first */
async function resolvedAfter(died: number): Promise<number> {
  const sound = createMemoryItemTable(clock);
  await house(sound);
  const faults = noFaults();
  const dying = faultyTable(sound, faults);
  const mortal: ItemTable = {
    ...dying,
    ...Object.fromEntries(
      (['get', 'put', 'remove', 'query'] as const).map((name) => [
        name,
        (...given: readonly unknown[]) => {
          faults.down = faults.calls >= died;
          return (dying[name] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
        },
      ]),
    ),
  };
  const failing = createFilmResolver({
    ...{ films: createFilmCatalogue(mortal), review: createIdentityReview(mortal), clock },
    links: createFilmLinks({ table: mortal, clock, verifier: signer }),
  });
  await failing.resolve(COCO).catch(() => undefined);
  const { resolve, links, review } = await house(sound);
  expect([died, await resolve(COCO)]).toEqual([died, { filmId: 'coco' }]);
  expect(await links.decisions(COCO)).toHaveLength(1);
  expect((await review.list()).waiting).toEqual([]);
  return faults.calls;
}

const person = { by: 'lin', why: 'seen on the poster' };

describe('films resolved to one identity', () => {
  it('defect 13: a film id in one call and a name in another are one film', async () => {
    const { resolve } = await house();
    const byId = await resolve(COCO);
    const byName = await resolve({
      ...{ namespace: 'name', providerId: 'Coco', market: 'CN', title: 'Coco', releaseDate: parseDay('2017-11-25') },
    });
    const byBoth = await resolve({ ...COCO, namespace: 'douban', providerId: '20495023' });
    expect([byId, byName, byBoth]).toEqual([{ filmId: 'coco' }, { filmId: 'coco' }, { filmId: 'coco' }]);
    // from now on the id alone is enough, whatever the provider writes beside it
    expect(await resolve(mention('342068', 'renamed'))).toEqual({ filmId: 'coco' });
  });

  it('defect 12: every provider has its say about the same film, under its own id', async () => {
    const { resolve } = await house();
    const namespaces = ['maoyan', 'douban', 'weibo', 'wikimedia'];
    const found = await Promise.all(namespaces.map((namespace) => resolve({ ...COCO, namespace, providerId: '7' })));
    expect(found).toEqual(namespaces.map(() => ({ filmId: 'coco' })));
  });

  it('keep who linked them, when and why, with the score', async () => {
    const { resolve, links } = await house();
    await resolve(COCO);
    expect(await links.decisions(COCO)).toEqual([
      {
        ...{ market: 'CN', namespace: 'maoyan', providerId: '342068', sequence: 1, action: 'link', filmId: 'coco' },
        ...{ by: 'resolver', at: NOW, why: 'title.same, date.same-day', score: 0.9981 },
        evidence: [
          { reason: 'title.same', bits: 10 },
          { reason: 'date.same-day', bits: 7 },
        ],
      },
    ]);
  });

  it('wait on the review list when they are not clear, once, and are never guessed', async () => {
    const { resolve, review } = await house();
    const hero = mention('9', '英雄');
    expect([await resolve(hero), await resolve(hero)]).toEqual([undefined, undefined]);
    const { waiting } = await review.list();
    expect(
      waiting.map(({ mention: asked, candidates }) => [asked.title, candidates.map(({ filmId }) => filmId)]),
    ).toEqual([['英雄', ['hero-1', 'hero-2']]]);
    expect(await resolve(mention('10', '从未听说的电影', { releaseDate: parseDay('2016-01-01') }))).toBeUndefined();
    expect((await review.list({ market: 'CN' })).waiting).toHaveLength(1);
    expect((await review.list({ market: 'US' })).waiting).toHaveLength(0);
  });

  it('follow what a person decides, then what the next one does', async () => {
    const { resolve, links, review } = await house();
    const hero = mention('9', '英雄');
    await resolve(hero);
    await links.decide({
      ...person,
      market: 'CN',
      namespace: 'maoyan',
      providerId: '9',
      action: 'link',
      filmId: 'hero-1',
    });
    await review.settle(hero);
    expect(await resolve(hero)).toEqual({ filmId: 'hero-1' });
    await links.decide({
      ...person,
      by: 'wu',
      market: 'CN',
      namespace: 'maoyan',
      providerId: '9',
      action: 'link',
      filmId: 'hero-2',
    });
    expect(await resolve(hero)).toEqual({ filmId: 'hero-2' });
    expect((await links.decisions(hero)).map(({ sequence, by, filmId }) => [sequence, by, filmId])).toEqual([
      [1, 'lin', 'hero-1'],
      [2, 'wu', 'hero-2'],
    ]);
  });

  it('are not linked again to a film that a person rejected, and not asked about once all are', async () => {
    const { resolve, links, review } = await house();
    await resolve(COCO);
    const about = { ...person, market: 'CN', namespace: 'maoyan', providerId: '342068', action: 'reject' } as const;
    await links.decide({ ...about, filmId: 'coco' });
    expect(await resolve(COCO)).toBeUndefined();
    await links.decide(about);
    expect(await resolve({ ...COCO, title: '正义联盟', releaseDate: parseDay('2017-11-17') })).toBeUndefined();
    expect(await resolve({ ...COCO, title: '英雄', originalTitle: '英雄' })).toBeUndefined();
    expect((await review.list()).waiting).toEqual([]);
    // its name is free again for whoever is meant
    expect(await resolve({ ...COCO, providerId: '342069' })).toEqual({ filmId: 'coco' });
  });

  it('leave the list when they become clear, and are offered what was not rejected', async () => {
    const { resolve, links, review } = await house();
    await resolve(mention('9', '英雄'));
    expect((await review.list()).waiting).toHaveLength(1);
    const dated = mention('9', '英雄', { releaseDate: parseDay('2002-12-20') });
    expect(await resolve(dated)).toEqual({ filmId: 'hero-1' });
    expect((await review.list()).waiting).toEqual([]);
    await links.decide({
      ...person,
      market: 'CN',
      namespace: 'maoyan',
      providerId: '9',
      action: 'reject',
      filmId: 'hero-1',
    });
    expect(await resolve(dated)).toBeUndefined();
    const { waiting } = await review.list();
    expect(waiting.map(({ candidates }) => candidates.map(({ filmId }) => filmId))).toEqual([['hero-2']]);
  });

  it('wait when another id of the same provider holds the film: a sequel may be written like it', async () => {
    const { resolve, review } = await house();
    await resolve(COCO);
    expect(await resolve({ ...COCO, providerId: '999' })).toBeUndefined();
    expect((await review.list()).waiting).toMatchObject([{ heldBy: '342068', candidates: [{ filmId: 'coco' }] }]);
  });

  it('are refused when a decision was changed, or taken out', async () => {
    const { resolve, links, table } = await house();
    const about = { ...person, market: 'CN', namespace: 'maoyan', providerId: '9' } as const;
    await links.decide({ ...about, action: 'link', filmId: 'hero-1' });
    await links.decide({ ...about, action: 'reject', filmId: 'hero-1' });
    const pk = 'identity#CN#maoyan#9';
    const { items } = await table.query(pk);
    const [first, second] = items as [Item, Item];
    const forged = { ...second, decision: String(second['decision']).replace('reject', 'link') };
    await table.put(forged);
    await expect(resolve(mention('9', '英雄'))).rejects.toMatchObject({ code: 'identity.seal-invalid' });
    await table.put(second);
    await table.remove(pk, first.sk);
    await expect(resolve(mention('9', '英雄'))).rejects.toMatchObject({ code: 'identity.seal-invalid' });
    await table.put(first);
    expect(await resolve(mention('9', '英雄', { releaseDate: parseDay('2012-12-20') }))).toEqual({ filmId: 'hero-2' });
  });

  it('end the same when a worker dies after any call to the store, and another goes on', async () => {
    const calls = await resolvedAfter(Number.POSITIVE_INFINITY);
    expect(calls).toBeGreaterThan(4);
    for (let died = 0; died < calls; died++) await resolvedAfter(died);
  });

  it('end the same whatever workers see the mention first, side by side', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), async (workers) => {
        const { resolver, links } = await house();
        const found = await Promise.all(Array.from({ length: workers }, () => resolver().resolve(COCO)));
        expect(found).toEqual(found.map(() => ({ filmId: 'coco' })));
        expect(await links.decisions(COCO)).toHaveLength(1);
      }),
      { seed: 13, numRuns: 10 },
    );
  });
});

describe('films resolved on the embedded DynamoDB', () => {
  let stop: () => Promise<void>;
  let table: ItemTable;
  beforeAll(async () => {
    const { folder, remove } = await temporaryFolder();
    const server = await startDynamoDb({ folder: `${folder}/tables` });
    const client = dynamoAt(server.url);
    table = await createTable(client, 'identity', clock);
    stop = async () => {
      client.destroy();
      await server.stop();
      await remove();
    };
  });
  afterAll(() => stop());

  it('link, wait, and obey people as in memory', async () => {
    const { resolve, links, review } = await house(table);
    expect(await resolve(COCO)).toEqual({ filmId: 'coco' });
    expect(await resolve(mention('9', '英雄'))).toBeUndefined();
    expect((await review.list()).waiting).toHaveLength(1);
    await links.decide({
      ...person,
      market: 'CN',
      namespace: 'maoyan',
      providerId: '9',
      action: 'link',
      filmId: 'hero-2',
    });
    expect(await resolve(mention('9', '英雄'))).toEqual({ filmId: 'hero-2' });
    expect(await resolve({ ...COCO, providerId: '999' })).toBeUndefined();
    // longer than any key may be
    const endless = { ...COCO, namespace: 'name', providerId: '寻'.repeat(3_000) };
    expect([await resolve(endless), await resolve(endless)]).toEqual([{ filmId: 'coco' }, { filmId: 'coco' }]);
  });
});
