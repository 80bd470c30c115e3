import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { applyFilmChanges } from '../../../lib/signals/applyFilmChanges.ts';
import { change } from './inventSignals.ts';

const FILM: Film = {
  filmId: 'f',
  title: '原名',
  market: 'CN',
  releaseDate: parseDay('2026-02-17'),
  currency: 'CNY',
  genres: ['动作'],
  directors: ['导演'],
  cast: ['演员'],
  budget: 1_000_000,
};

describe('changes of the catalogue', () => {
  it('move the release date, rename, recast; the latest by event time wins in any order', () => {
    const changes = [
      change({ eventId: '2', field: 'releaseDate', new: '2026-03-01', observedAt: 2_000 }),
      change({ eventId: '1', field: 'releaseDate', new: '2026-02-20', observedAt: 1_000 }),
      change({ eventId: '3', field: 'title', new: '新名' }),
      change({ eventId: '4', field: 'cast', new: ['甲', '乙'] }),
    ];
    const expected = { ...FILM, releaseDate: parseDay('2026-03-01'), title: '新名', cast: ['甲', '乙'] };
    expect(applyFilmChanges(FILM, changes)).toEqual({ film: expected, withdrawn: false });
    expect(applyFilmChanges(FILM, changes.toReversed()).film).toEqual(expected);
    expect(FILM.title).toBe('原名');
  });

  it('take a film off the calendar and bring it back', () => {
    const off = change({ eventId: '1', field: 'withdrawn', new: true, observedAt: 1 });
    const on = change({ eventId: '2', field: 'withdrawn', new: false, observedAt: 2 });
    expect(applyFilmChanges(FILM, [off])).toEqual({ film: FILM, withdrawn: true });
    expect(applyFilmChanges(FILM, [on, off]).withdrawn).toBe(false);
  });

  it('make a film of signals alone known once title and release date are', () => {
    const title = change({ eventId: '1', field: 'title', new: '新片' });
    const date = change({ eventId: '2', field: 'releaseDate', new: '2026-05-01' });
    expect(applyFilmChanges(undefined, [title]).film).toBeUndefined();
    expect(applyFilmChanges(undefined, [title, date]).film).toEqual({
      ...{ filmId: 'f', market: 'CN', title: '新片', releaseDate: parseDay('2026-05-01'), currency: 'CNY' },
      ...{ genres: [], directors: [], cast: [] },
    });
  });

  it('take away with null what a film can be without, and nothing else', () => {
    const changes = (['budget', 'title', 'genres', 'releaseDate'] as const).map((field) =>
      change({ eventId: field, field, new: null }),
    );
    const { budget: _, ...rest } = FILM;
    expect(applyFilmChanges(FILM, changes).film).toEqual(rest);
  });

  it('change nothing with a value that the fact cannot have', () => {
    const changes = [
      change({ eventId: '1', field: 'releaseDate', new: '2026-02-30' }),
      change({ eventId: '2', field: 'budget', new: 0.5 }),
      change({ eventId: '3', field: 'runtimeMin', new: 'long' }),
      change({ eventId: '4', field: 'cast', new: 'somebody' }),
      change({ eventId: '5', field: 'withdrawn', new: 'yes' }),
    ];
    expect(applyFilmChanges(FILM, changes)).toEqual({ film: FILM, withdrawn: false });
  });
});
