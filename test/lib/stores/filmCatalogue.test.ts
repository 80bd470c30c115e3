import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import type { Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { createFilmCatalogue } from '../../../lib/stores/filmCatalogue.ts';

const film = (filmId: string, facts: Partial<Film> = {}): Film => ({
  ...{ filmId, title: filmId, market: 'US' as Market, releaseDate: 20_000, currency: 'USD' },
  ...{ genres: ['Drama'], directors: [], cast: [] },
  ...facts,
});
const open = () => createFilmCatalogue(createMemoryItemTable(() => 0));
const update = (version: number, films: readonly Film[]) => ({
  ...{ batch: `b${version}`, market: 'US' as const, version, at: version, films },
});

describe('the film catalogue', () => {
  it('lists a market page by page in the order of ids, each film once', async () => {
    const catalogue = open();
    const films = Array.from({ length: 25 }, (_, i) => film(`f${String(i).padStart(2, '0')}`));
    expect(await catalogue.record(update(1, films.toReversed()))).toBe(25);
    const seen: Film[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalogue.list('US', { limit: 10, ...(cursor && { cursor }) });
      seen.push(...page.films);
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(films);
    expect(await catalogue.list('CN')).toEqual({ films: [] });
  });

  it('finds a film by its id alone, in whichever market it is', async () => {
    const catalogue = open();
    await catalogue.record({ ...update(1, [film('f1', { market: 'CN' })]), market: 'CN' });
    expect(await catalogue.get('f1')).toMatchObject({ market: 'CN' });
    expect(await catalogue.get('f2')).toBeUndefined();
  });

  it('keeps every change of facts with the batch that brought it, and writes nothing when nothing changed', async () => {
    const catalogue = open();
    await catalogue.record(update(1, [film('f1')]));
    expect(await catalogue.record(update(2, [film('f1')]))).toBe(0);
    await catalogue.record(update(3, [film('f1', { releaseDate: 20_007 })]));
    await catalogue.record(update(12, [film('f1', { releaseDate: 20_007, finalGross: 5 })]));
    expect(await catalogue.facts('f1')).toEqual([
      { batch: 'b3', at: 3, changes: [{ field: 'releaseDate', before: 20_000, after: 20_007 }] },
      { batch: 'b12', at: 12, changes: [{ field: 'finalGross', after: 5 }] },
    ]);
    expect(await catalogue.get('f1')).toEqual(film('f1', { releaseDate: 20_007, finalGross: 5 }));
  });

  it('does not let an older snapshot overwrite a newer one', async () => {
    const catalogue = open();
    await catalogue.record(update(5, [film('f1', { finalGross: 2 })]));
    await catalogue.record(update(4, [film('f1', { finalGross: 1 })]));
    expect((await catalogue.get('f1'))?.finalGross).toBe(2);
  });
});
