import { describe, expect, it } from 'vitest';
import { linkFilm, listWaiting, rejectFilm, showHistory } from '../../cli/commands/identity.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { createMemoryItemTable } from '../../lib/adapters/memory/itemTable.ts';
import { createMemorySigner } from '../../lib/adapters/memory/signer.ts';
import { parseDay } from '../../lib/film/day.ts';
import { createFilmResolver } from '../../lib/identity/createFilmResolver.ts';
import { createFilmCatalogue } from '../../lib/stores/filmCatalogue.ts';
import { createSignedFilmLinks } from '../../lib/stores/filmLinks.ts';
import { createIdentityReview } from '../../lib/stores/identityReview.ts';
import { inTemporaryFolder, marquee } from '../e2e/marquee.ts';

const NOW = Date.parse('2026-02-01T00:00:00Z');
const clock = () => NOW;

/** A terminal that remembers the last result. */
function listen() {
  const said = { text: '', json: undefined as unknown };
  const terminal: Terminal = {
    result: (text, json) => Object.assign(said, { text, json }),
    note: () => {},
    progress: () => {},
    resolve: (given) => given,
  };
  return { said, terminal };
}

async function house() {
  const table = createMemoryItemTable(clock);
  const identity = {
    films: createFilmCatalogue(table),
    links: createSignedFilmLinks({ table, clock, signer: createMemorySigner() }),
    review: createIdentityReview(table),
  };
  const film = (filmId: string, title: string) => ({
    ...{ filmId, title, market: 'CN' as const, releaseDate: parseDay('2026-02-17'), currency: 'CNY' },
    ...{ genres: [], directors: [], cast: [] },
  });
  await identity.films.record({
    ...{ batch: 'b', market: 'CN', version: 1, at: NOW, films: [film('cn-1', '雪线来信'), film('cn-2', '雾中灯塔')] },
  });
  const resolver = createFilmResolver({ ...identity, clock });
  const asked = {
    namespace: 'maoyan',
    providerId: '7',
    market: 'CN' as const,
    title: '雪线来信',
    originalTitle: 'Snowline',
  };
  return { stores: { identity }, resolver, asked };
}

const given = { market: 'CN', namespace: 'maoyan', providerId: '7', by: 'lin', why: 'same poster' } as const;

describe('marquee identity', () => {
  it('lists what waits, with what it may mean and why, and says when nothing does (exit 3)', async () => {
    const { stores, resolver, asked } = await house();
    const { said, terminal } = listen();
    expect(await listWaiting(stores, undefined, terminal)).toBe(3);
    await resolver.resolve(asked);
    expect(await listWaiting(stores, 'CN', terminal)).toBe(0);
    expect(said.text).toContain('CN maoyan 7  雪线来信 · Snowline');
    expect(said.text).toContain('cn-1  0.8000  title.same +10');
    expect(said.json).toMatchObject({ waiting: [{ mention: asked, candidates: [{ filmId: 'cn-1' }] }] });
    expect(await listWaiting(stores, 'KR', terminal)).toBe(3);
  });

  it('links for good: off the list, resolved, kept with who, when and why, its names known to other providers', async () => {
    const { stores, resolver, asked } = await house();
    const { said, terminal } = listen();
    await resolver.resolve(asked);
    expect(await linkFilm(stores, { ...given, filmId: 'cn-1' }, terminal)).toBe(0);
    expect(said.text).toBe('2026-02-01T00:00:00.000Z  lin  = cn-1  same poster');
    expect(await listWaiting(stores, undefined, terminal)).toBe(3);
    expect(await resolver.resolve(asked)).toEqual({ filmId: 'cn-1' });
    expect(await linkFilm(stores, { ...given, filmId: 'cn-1' }, terminal)).toBe(3);
    const elsewhere = createFilmResolver({ ...stores.identity, clock });
    const english = { namespace: 'tmdb', providerId: '1', market: 'CN', title: 'Snowline' } as const;
    expect(await elsewhere.resolve({ ...english, releaseDate: parseDay('2026-02-16') })).toEqual({ filmId: 'cn-1' });
  });

  it('rejects one film, then all, and shows the history', async () => {
    const { stores, resolver, asked } = await house();
    const { said, terminal } = listen();
    await linkFilm(stores, { ...given, filmId: 'cn-1' }, terminal);
    expect(await rejectFilm(stores, { ...given, filmId: 'cn-1', by: 'wu' }, terminal)).toBe(0);
    expect(await rejectFilm(stores, { ...given, filmId: 'cn-1' }, terminal)).toBe(3);
    expect(await rejectFilm(stores, given, terminal)).toBe(0);
    expect(await resolver.resolve(asked)).toBeUndefined();
    expect(await showHistory(stores, given, terminal)).toBe(0);
    expect(said.text.split('\n')).toEqual([
      '2026-02-01T00:00:00.000Z  lin  = cn-1  same poster',
      '2026-02-01T00:00:00.000Z  wu  ≠ cn-1  same poster',
      '2026-02-01T00:00:00.000Z  lin  ≠ none of ours 均不是  same poster',
    ]);
    expect(await showHistory(stores, { ...given, providerId: '8' }, terminal)).toBe(3);
  });

  it('refuses a film that is not in the catalogue of that market', async () => {
    const { stores } = await house();
    await expect(linkFilm(stores, { ...given, filmId: 'nobody' }, listen().terminal)).rejects.toMatchObject({
      code: 'identity.film-unknown',
    });
    const [american] = (await stores.identity.films.list('CN')).films.map((film) => ({
      ...film,
      market: 'US' as const,
    }));
    await stores.identity.films.record({
      ...{ batch: 'us', market: 'US', version: 1, at: NOW, films: american ? [american] : [] },
    });
    expect(await linkFilm(stores, { ...given, filmId: 'cn-1' }, listen().terminal)).toBe(0);
    const korean = { ...given, market: 'KR', filmId: 'cn-1' } as const;
    await expect(linkFilm(stores, korean, listen().terminal)).rejects.toMatchObject({ code: 'identity.film-unknown' });
  });

  it.each(['list', 'history', 'link', 'reject'])('%s explains itself with an example (U11)', async (command) => {
    const { code, stdout } = await marquee('identity', command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Example:\n  marquee identity ${command}`);
    expect(stdout).toContain('--json');
  });

  it('answers wrong use with exit code 2: no reason given, an unknown market', async () => {
    const silent = await marquee('identity', 'link', 'CN', 'maoyan', '7', 'cn-1');
    expect(silent).toMatchObject({ code: 2 });
    expect(silent.stderr).toContain('--why');
    const nowhere = await marquee('identity', 'list', '--market', 'XX');
    expect(nowhere).toMatchObject({ code: 2 });
    expect(nowhere.stderr).toContain('cli.value-malformed');
  });

  it('works on the data of the local run', async () => {
    await inTemporaryFolder(async (folder) => {
      const { code, stdout } = await marquee('identity', 'list', '--data', folder, '--json');
      expect([code, JSON.parse(stdout)]).toEqual([3, { waiting: [] }]);
    });
  }, 180_000);
});
